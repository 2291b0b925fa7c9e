"""Text in the encoding that a feed declares; a file that mixes two is refused with the row named."""

import csv
import io
import re

from concerted.kernel.errors import BadFile
from concerted.kernel.feeds import Feed

_BOM = b"\xef\xbb\xbf"
_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_NOT_ASCII = re.compile(rb"[\x80-\xff]+")


def as_utf8(data: bytes, feed: Feed) -> tuple[bytes, str, list[str]]:
    """Return the text as UTF-8 bytes without a mark, the encoding found, and notes; BadFile when it is mixed."""
    if data.startswith(_BOM):
        data = data[len(_BOM) :]
        _refuse_broken_utf8(data, feed, marked=True)
        return data, "utf-8-sig", []
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _from_one_byte(data, feed)
    if "utf-8" in feed.encodings or data.isascii():
        return data, feed.encodings[0], []
    return data, "utf-8", [f"Written in UTF-8, although {feed.title} usually comes in another encoding: read as UTF-8"]


def row_at(data: bytes, offset: int, delimiter: str) -> int:
    """Return the number of the row, as a spreadsheet counts, in which the byte at an offset lies."""
    before = data[:offset].decode("latin-1") + "x"
    try:
        return sum(1 for _ in csv.reader(io.StringIO(before, newline=""), delimiter=delimiter))
    except csv.Error:
        return before.count("\n") + 1


def _from_one_byte(data: bytes, feed: Feed) -> tuple[bytes, str, list[str]]:
    if not {"cp1252", "latin-1"} & set(feed.encodings):
        _refuse_broken_utf8(data, feed, marked=False)
    sequence = _SEQUENCE.search(data)
    if sequence:
        lone = _lone_byte(data)
        raise BadFile(
            f"Two encodings are mixed: row {row_at(data, sequence.start(), feed.delimiter)} is UTF-8, "
            f"row {row_at(data, lone, feed.delimiter)} is Windows-1252. "
            "Save the whole file in one, best as 'CSV UTF-8'."
        )
    declared = next(name for name in feed.encodings if name != "utf-8")
    encoding = "cp1252" if re.search(rb"[\x80-\x9f]", data) else declared
    try:
        return data.decode(encoding).encode(), encoding, []
    except UnicodeDecodeError:
        return data.decode("latin-1").encode(), "latin-1", []


def _refuse_broken_utf8(data: bytes, feed: Feed, *, marked: bool) -> None:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        row = row_at(data, error.start, feed.delimiter)
        if marked or _SEQUENCE.search(data):
            raise BadFile(
                f"Two encodings are mixed: row {row} is Windows-1252, other rows are UTF-8. "
                "Save the whole file in one, best as 'CSV UTF-8'."
            ) from error
        raise BadFile(
            f"Row {row} is not UTF-8; the file looks like Windows-1252. "
            "In Excel choose 'Save as', 'CSV UTF-8', and send that."
        ) from error


def _lone_byte(data: bytes) -> int:
    for run in _NOT_ASCII.finditer(data):
        try:
            run.group().decode("utf-8")
        except UnicodeDecodeError as error:
            return run.start() + error.start
    return 0
