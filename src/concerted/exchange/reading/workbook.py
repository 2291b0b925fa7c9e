"""Workbooks (XLSX): one sheet, its values as text; formulas and errors stay visible as what they are."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path

import numpy as np
import pyarrow as pa
from python_calamine import CalamineError, CalamineWorkbook

from concerted.exchange.reading.delimited import without_blank_rows
from concerted.exchange.reading.headers import Headings
from concerted.exchange.reading.packages import guard, marked_cells, part_of_sheet
from concerted.exchange.reading.sent import ROW, Most
from concerted.kernel.errors import BadFile
from concerted.kernel.feeds import Feed, fold

_LARGEST_EXACT = 2**53
_UNREADABLE = "This workbook cannot be read. Open it in Excel, save it as XLSX and send it again."


@dataclass(frozen=True)
class Worksheet:
    """The cells of one sheet: `table` with `row`, its headings and the sheet's own name."""

    table: pa.Table
    headings: Headings
    sheet: str


def read_workbook(path: Path, feed: Feed, most: Most) -> Worksheet:
    """Read the feed's sheet, or the only sheet; BadFile says what is missing or unsafe."""
    about = path.stat()
    marked = _guarded(path, about.st_size, about.st_mtime_ns, most)
    try:
        with CalamineWorkbook.from_path(str(path)) as workbook:
            name = _sheet(workbook.sheet_names, feed)
            rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except BaseException as error:  # a panic in the reader's Rust is no Exception, and must not end the process
        if isinstance(error, CalamineError) or type(error).__name__ == "PanicException":
            raise BadFile(_UNREADABLE) from error
        raise
    if not rows:
        raise BadFile(f"The sheet {name} is empty.")
    if len(rows) > most.rows:
        raise BadFile(f"The sheet {name} has {len(rows):,} rows; at most {most.rows:,} are read. Send it in parts.")
    first = [as_text(value) for value in rows[0]]
    while first and not first[-1]:
        first.pop()
    headings = Headings(first, feed, most)
    columns = list(zip(*rows[1:], strict=True)) if len(rows) > 1 else [()] * len(first)
    cells = [_texts(columns[index]) for index in range(len(first))]
    part = part_of_sheet(path, name)
    if part is None or marked.get(part, True):
        for cell in marked_cells(path, part) if part in marked and part is not None else ():
            if cell.column < len(cells) and 2 <= cell.row < len(rows) + 1:
                cells[cell.column][cell.row - 2] = cell.shown
    kept = [(title, values) for title, values in zip(headings.names, cells, strict=True) if title is not None]
    table = pa.table(
        [pa.array(np.arange(2, len(rows) + 1), pa.int64()), *(pa.array(values, pa.string()) for _, values in kept)],
        names=[ROW, *(title for title, _ in kept)],
    )
    return Worksheet(without_blank_rows(table), headings, name)


@lru_cache(maxsize=4)
def _guarded(path: Path, size: int, changed: int, most: Most) -> dict[str, bool]:
    """Look into a package once for all its sheets; a file that changed is looked into again."""
    return guard(path, most)


def as_text(value: object) -> str:
    """Return a cell's value as the text that checking reads: dates as 2027-03-02, whole numbers without a point."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < _LARGEST_EXACT else repr(value)
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d") if value.time() == time() else value.isoformat(" ", "seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return str(value)


def _texts(values: tuple[object, ...]) -> list[str]:
    known: dict[object, str] = {}
    texts = []
    for value in values:
        if value.__class__ is str:
            texts.append(value)
            continue
        text = known.get((value.__class__, value))
        if text is None:
            text = known[(value.__class__, value)] = as_text(value)
        texts.append(text)
    return texts


def _sheet(names: list[str], feed: Feed) -> str:
    if feed.sheet is None:
        if len(names) == 1:
            return names[0]
        raise BadFile(f"This workbook has {len(names)} sheets and {feed.title} expects one. Send one sheet alone.")
    for name in names:
        if fold(name) == fold(feed.sheet):
            return name
    raise BadFile(
        f"The workbook has no sheet {feed.sheet}. Its sheets are: {', '.join(names)}. "
        f"Rename the right one to {feed.sheet}."
    )
