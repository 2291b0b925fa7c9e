"""Telling what a file is by its first bytes, whatever its name says, and refusing what cannot be read."""

import hashlib
import zlib
from pathlib import Path

from concerted.exchange.reading.sent import Form, Most
from concerted.kernel.errors import BadFile

_CHUNK = 1 << 20

_OTHER_KINDS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF document"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"{\\rtf", "a text document (RTF)"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook (.xls) or one with a password"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "a database"),
)
_MARKUP = (b"<!doctype html", b"<html", b"<?xml", b"<!doctype")
_GIGABYTE = 1024**3
_MEGABYTE = 1024**2


def size_in_words(size: int) -> str:
    """Return a number of bytes as people say it: '1.2 GB', '512 MB', '3 KB'."""
    if size >= _GIGABYTE:
        return f"{size / _GIGABYTE:.1f} GB"
    if size >= _MEGABYTE:
        return f"{size / _MEGABYTE:.0f} MB"
    return f"{max(1, round(size / 1024))} KB"


def measure(path: Path, most: Most) -> int:
    """Return the size of a file in bytes; BadFile when there is nothing in it or too much."""
    if not path.is_file():
        raise BadFile(f"{path.name} is not there. Choose the file again.")
    size = path.stat().st_size
    if size == 0:
        raise BadFile("This file is empty. Export it again and look inside before sending.")
    if size > most.file_bytes:
        raise BadFile(
            f"This file is {size_in_words(size)}. Concerted reads files of up to {size_in_words(most.file_bytes)}. "
            "Send it in parts, for example one for each quarter."
        )
    return size


def hashed(path: Path) -> str:
    """Return the SHA-256 of a file as hexadecimal text, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_CHUNK):
            digest.update(piece)
    return digest.hexdigest()


def recognised(path: Path) -> Form | None:
    """Return the form of a file by its first bytes, None for text packed with gzip; BadFile for any other kind."""
    with path.open("rb") as file:
        head = file.read(512)
    if head[:2] == b"\x1f\x8b":
        return None
    if head[:4] == b"PAR1":
        return "parquet"
    if head[:4] == b"PK\x03\x04":
        return "xlsx"
    for magic, kind in _OTHER_KINDS:
        if head.startswith(magic):
            raise BadFile(_wrong_kind(path, kind))
    if head[:2] in (b"\xff\xfe", b"\xfe\xff") or head[1:2] == b"\x00":
        raise BadFile(
            "This text file is saved as UTF-16 ('Unicode Text' in Excel). Save it again as 'CSV UTF-8' and send that."
        )
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(_MARKUP):
        raise BadFile(_wrong_kind(path, "a web page or XML"))
    return "csv"


def unpacked(path: Path, most: Most) -> bytes:
    """Return the text packed in a gzip file; BadFile when it is damaged or grows past the limit."""
    inflater = zlib.decompressobj(wbits=31)
    pieces: list[bytes] = []
    size = 0
    try:
        with path.open("rb") as file:
            while piece := file.read(_CHUNK):
                while piece:
                    pieces.append(inflater.decompress(piece, _CHUNK))
                    size += len(pieces[-1])
                    piece = inflater.unconsumed_tail
                    if size > most.unpacked_bytes:
                        raise BadFile(
                            f"Unpacked, this file grows past {size_in_words(most.unpacked_bytes)}. "
                            "That is no honest table. Send it unpacked, in parts."
                        )
    except zlib.error as error:
        raise BadFile("This packed file (.gz) is damaged. Pack it again, or send it unpacked.") from error
    if not inflater.eof:
        raise BadFile("This packed file (.gz) stops in the middle: it was cut on its way. Send it again.")
    return b"".join(pieces)


def _wrong_kind(path: Path, kind: str) -> str:
    named = f", although its name ends in {path.suffix}" if path.suffix else ""
    return f"This is {kind}{named}. Send a CSV, XLSX or Parquet file."
