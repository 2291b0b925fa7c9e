"""Looking into a workbook's package before it is opened: how large it grows, what it contains, where formulas stand.

Every part is unpacked once, in pieces and up to a limit, because the sizes that a package states can be lies.
"""

import copy
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import unescape

from concerted.exchange.reading.opening import size_in_words
from concerted.exchange.reading.sent import Most
from concerted.kernel.errors import BadFile

_CHUNK = 1 << 20
_DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError)
_SMALL = 10 << 20
_CELL = re.compile(
    rb"[<:]c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)",
    re.DOTALL,
)
_PLACE = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]{1,3})([0-9]{1,7})[\"']")
_FORMULA = re.compile(rb"<(?:\w+:)?f\b[^>]*?(?:/>|>(.*?)</(?:\w+:)?f>)", re.DOTALL)
_VALUE = re.compile(rb"<(?:\w+:)?v>(.*?)</(?:\w+:)?v>", re.DOTALL)
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b([^>]*)>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b([^>]*)>")
_FAR = re.compile(rb"r=[\"'](?:([A-Za-z]{2,})([0-9]+)|[A-Za-z]([0-9]{6,}))[\"']")
_ODDLY_SPACED = re.compile(rb"\sr(?:\s+=\s*|=\s+)")
_ODD_SPACES = re.compile(rb"r(?:\s+=|=\s)")
_NARROW = 26
_SHORT = 99_999
_TAIL = 64
_LONGEST_TAG = 1024
_LONGEST_CELL = 1 << 17
_MOST_MARKED = 100_000
_HINTS = (b"<f", b":f", b'"e"', b"'e'")
_MARKS = (b"<f>", b"<f ", b"<f/", b":f>", b":f ", b":f/", b' t="e"', b" t='e'")


@dataclass(frozen=True)
class Marked:
    """A cell that holds no plain value: its row (from 1), its column (from 0) and what to show for it."""

    row: int
    column: int
    shown: str


def guard(path: Path, most: Most) -> dict[str, bool]:
    """Unpack every part within limits; return the names of parts, and whether formulas or errors stand in them.

    BadFile: a package that is cut, grows too large (a zip bomb), or declares document types or entities.
    """
    marked: dict[str, bool] = {}
    total = 0
    packed = path.stat().st_size
    most_bytes = min(most.unpacked_bytes, max(_SMALL, packed * most.unpacked_ratio))
    try:
        with zipfile.ZipFile(path) as package:
            for info in package.infolist():
                if info.flag_bits & 1:
                    raise BadFile("This workbook has a password. Save it without one and send it again.")
                total, marked[info.filename] = _walk(package, info, total, most_bytes, most)
    except (*_DAMAGE, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise BadFile(
            "This workbook cannot be opened: it was cut on its way or damaged. "
            "Open it in Excel, save it and send it again."
        ) from error
    if "xl/workbook.xml" not in marked:
        raise BadFile("This is a ZIP archive, not a workbook. Unpack it and send the CSV, XLSX or Parquet file.")
    return marked


def _walk(package: zipfile.ZipFile, info: zipfile.ZipInfo, total: int, most_bytes: int, most: Most) -> tuple[int, bool]:
    patient = copy.copy(info)
    patient.file_size = most_bytes + _CHUNK
    extent = _Extent(most)
    cells = False
    tail = b""
    marked = False
    with package.open(patient) as part:
        while piece := part.read(_CHUNK):
            total += len(piece)
            if total > most_bytes:
                raise BadFile(
                    f"Unpacked, this workbook grows past {size_in_words(most_bytes)}: that is no honest table. "
                    "Copy the rows into a new workbook and send that."
                )
            seen = tail + piece
            if b"<!DOCTYPE" in seen or b"<!ENTITY" in seen:
                raise BadFile(
                    "This workbook declares its own XML entities, which Excel never does. It is not opened. "
                    "Copy the rows into a new workbook and send that."
                )
            cells = cells or b"sheetData" in seen
            marked = marked or (cells and any(hint in seen for hint in _HINTS))
            if cells:
                extent.grow(seen)
            tail = piece[-_TAIL:]
    return total, marked


class _Extent:
    """How far out the cells of a sheet stand: one cell in the last row and column would fill the memory."""

    def __init__(self, most: Most) -> None:
        self._most = most
        self._rows, self._columns = _SHORT, _NARROW

    def grow(self, text: bytes) -> None:
        """Take in a piece of a sheet; BadFile when it reaches too far."""
        if _ODD_SPACES.search(text):
            text = _ODDLY_SPACED.sub(b" r=", text)
        for letters, beside, alone in _FAR.findall(text):
            self._columns = max(self._columns, _column(letters) + 1)
            self._rows = max(self._rows, int(beside or alone))
        if self._columns > self._most.columns or self._rows * self._columns > self._most.cells:
            raise BadFile(
                "Cells of this sheet stand far outside any table, in a row or column a long way out. "
                "Copy the rows of the table into a new workbook and send that."
            )


def part_of_sheet(path: Path, sheet: str) -> str | None:
    """Return the name of the part that holds a sheet, None when the workbook's index does not tell."""
    with zipfile.ZipFile(path) as package:
        index = package.read("xl/workbook.xml")
        try:
            relations = package.read("xl/_rels/workbook.xml.rels")
        except KeyError:
            return None
    for found in _SHEET.finditer(index):
        if _attribute(found.group(1), "name") == sheet:
            wanted = _attribute(found.group(1), r"(?:\w+:)?id")
            for relation in _RELATION.finditer(relations):
                if _attribute(relation.group(1), "Id") == wanted:
                    target = _attribute(relation.group(1), "Target") or ""
                    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return None


def marked_cells(path: Path, part: str) -> list[Marked]:
    """Return the formulas ('=B2*1.1') and errors ('#REF!') of a sheet, in order of place; BadFile past 100,000."""
    with zipfile.ZipFile(path) as package:
        text = package.read(part)
    found: dict[int, Marked] = {}
    for place_of_mark in sorted(at for mark in _MARKS for at in _places(text, mark)):
        near = max(0, place_of_mark - _LONGEST_TAG)
        opens = max(text.rfind(tag, near, place_of_mark + 1) for tag in (b"<c ", b":c "))
        cell = _CELL.match(text, opens, opens + _LONGEST_CELL) if opens >= 0 else None
        place = _PLACE.search(cell.group(1)) if cell else None
        if cell is None or place is None or opens in found:
            continue
        if len(found) == _MOST_MARKED:
            raise BadFile(
                f"This sheet holds more than {_MOST_MARKED:,} formulas. "
                "Copy it and paste the values alone, then send that."
            )
        found[opens] = Marked(int(place.group(2)), _column(place.group(1)), _shown(cell.group(2) or b""))
    return list(found.values())


def _places(text: bytes, mark: bytes) -> Iterator[int]:
    at = text.find(mark)
    while at >= 0:
        yield at
        at = text.find(mark, at + 1)


def _shown(inside: bytes) -> str:
    formula = _FORMULA.search(inside)
    if formula:
        return "=" + _text(formula.group(1) or b"(formula shared with another cell)")
    value = _VALUE.search(inside)
    return _text(value.group(1)) if value else "#ERROR"


def _attribute(text: bytes, name: str) -> str | None:
    found = re.search(rb"(?:^|\s)" + name.encode() + rb'\s*=\s*(?:"([^"]*)"|\'([^\']*)\')', text)
    return None if found is None else _text(found.group(1) if found.group(1) is not None else found.group(2))


def _text(raw: bytes) -> str:
    return unescape(raw.decode("utf-8", "replace"), {"&quot;": '"', "&apos;": "'"})


def _column(letters: bytes) -> int:
    index = 0
    for letter in letters.upper():
        index = index * 26 + letter - 64
    return index - 1
