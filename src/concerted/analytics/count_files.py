"""Reads a file of counts, CSV or Parquet: columns of words that say what a row is about, and columns of numbers."""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq

from concerted.analytics.engines.source_file import SourceFile, opened
from concerted.analytics.engines.tables import Column, Kind, Table
from concerted.kernel.errors import BadFile

NOT_KNOWN = "not known"
"""What an empty cell of a column of words is read as: counted and shown, never dropped."""

SHOWN = 10
"""Wrong cells, or rows, that a message names; the rest are counted."""

_NUMBER = re.compile(r"\d+(\.\d*)?([eE][+-]?\d{1,2})?")


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it was read; `number` is what a reader calls it: 2 for the first below a CSV file's header."""

    number: int
    words: tuple[str, ...]
    numbers: tuple[float | None, ...]
    """In the order asked for; None only where a cell is empty and that was allowed. Whole numbers are int."""


@dataclass(frozen=True)
class CountFile:
    """The rows of one file, with the hash of its bytes."""

    name: str
    sha256: str
    rows: tuple[Row, ...]
    unended: bool
    """Whether the last line has no line end, as in a file that was cut off."""

    def in_words(self) -> dict[str, object]:
        """Return what says which file this was, as plain values."""
        return {"file": self.name, "sha256": self.sha256, "rows": len(self.rows)}

    def notes(self) -> list[str]:
        """Return what a reader must know about the file itself."""
        return [f"The last row of {self.name} has no line end: is the file whole?"] if self.unended else []


@dataclass(frozen=True, slots=True)
class Counted:
    """The numbers of all rows that share their words, added; `rows` are theirs, in order."""

    numbers: tuple[float, ...]
    rows: tuple[int, ...]


def read_counts(
    path: Path, *, words: Sequence[str], numbers: Sequence[str], whole: bool = True, may_be_empty: bool = False
) -> CountFile:
    """Read the named columns of a CSV (UTF-8, commas, a header) or Parquet file.

    Numbers are 0 or above, whole ones unless `whole` is False; an empty one is refused unless `may_be_empty`. Raises
    BadFile naming file, column and row: missing or doubled columns, cells that are no such number, no rows at all.
    """
    asked = list(dict.fromkeys([*words, *numbers]))
    _refuse_semicolons(path, asked)
    with TemporaryDirectory(prefix="concerted-") as folder:
        source = opened(path, Table("counts", tuple(Column(name, Kind.TEXT) for name in asked)), Path(folder))
        table = _without_blank_end(pq.read_table(source.parquet, columns=asked))
    cells = {name: [_text(value) for value in table[name].to_pylist()] for name in asked}
    if not table.num_rows:
        raise BadFile(f"{path.name} has a header and no rows.")
    read = {
        name: _numbers(source, name, cells[name], whole=whole, may_be_empty=may_be_empty)
        for name in dict.fromkeys(numbers)
    }
    rows = zip(
        zip(*([cell or NOT_KNOWN for cell in cells[name]] for name in words), strict=True)
        if words
        else [()] * table.num_rows,
        zip(*(read[name] for name in numbers), strict=True) if numbers else [()] * table.num_rows,
        strict=True,
    )
    return CountFile(
        name=path.name,
        sha256=source.sha256(),
        rows=tuple(Row(number, *row) for number, row in enumerate(rows, source.first_row)),
        unended=source.lacks_last_line_end(),
    )


def refuse_parts_above_wholes(file: CountFile, part: str, whole: str) -> None:
    """Raise BadFile naming the rows whose first number (`part`) is more than their second (`whole`)."""
    wrong = [row for row in file.rows if (row.numbers[0] or 0) > (row.numbers[1] or 0)]
    if wrong:
        raise BadFile(
            _listed(
                f"{file.name}, row {row.number}: {part} is {row.numbers[0]:,} and {whole} only {row.numbers[1]:,}; "
                "events are a part of those counted."
                for row in wrong
            )
        )


def added(rows: Iterable[Row]) -> dict[tuple[str, ...], Counted]:
    """Add up the numbers of rows that share their words, in the order in which the words first stand."""
    groups: dict[tuple[str, ...], Counted] = {}
    for row in rows:
        numbers = tuple(value or 0 for value in row.numbers)
        held = groups.get(row.words)
        if held is None:
            groups[row.words] = Counted(numbers, (row.number,))
        else:
            sums = tuple(a + b for a, b in zip(held.numbers, numbers, strict=True))
            groups[row.words] = Counted(sums, (*held.rows, row.number))
    return groups


def rows_in_words(rows: Sequence[int]) -> str:
    """Return `row 7` or `rows 7, 9 and 3 more`."""
    shown = ", ".join(str(number) for number in rows[:SHOWN])
    more = f" and {len(rows) - SHOWN:,} more" if len(rows) > SHOWN else ""
    return f"row{'s' * (len(rows) > 1)} {shown}{more}"


def columns_of(path: Path) -> list[str]:
    """Return the names of a file's columns; none when it cannot be read, which reading it then says."""
    try:
        with path.open("rb") as file:
            if file.read(4) == b"PAR1":
                return list(pq.ParquetFile(path).schema_arrow.names)
            file.seek(0)
            return next(csv.reader([file.readline().decode("utf-8-sig")]), [])
    except (OSError, UnicodeDecodeError, csv.Error, pa.ArrowException):
        return []


def _refuse_semicolons(path: Path, asked: list[str]) -> None:
    columns = columns_of(path)
    if len(columns) == 1 and any(name in columns[0].split(";") for name in asked):
        raise BadFile(f"{path.name} is separated by semicolons; save it as CSV with commas.")


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return str(value).strip()


def _without_blank_end(table: pa.Table) -> pa.Table:
    """Leave out the blank lines after the last row; one among the rows is no row of counts and is refused as such."""
    filled = [any(row) for row in zip(*(table[name].to_pylist() for name in table.column_names), strict=True)]
    return table.slice(0, max((number for number, any_cell in enumerate(filled, 1) if any_cell), default=0))


def _numbers(
    source: SourceFile, column: str, cells: list[str], *, whole: bool, may_be_empty: bool
) -> list[float | None]:
    kind = "a whole number, 0 or above" if whole else "a number, 0 or above"
    values: list[float | None] = []
    wrong: list[str] = []
    for number, cell in enumerate(cells, source.first_row):
        value = _number(cell)
        fits = (may_be_empty and not cell) if value is None else (isinstance(value, int) or not whole)
        if not fits:
            wrong.append(f"{source.name}, column {column}, row {number}: {_said(cell)} not {kind}.")
        values.append(value)
    if wrong:
        raise BadFile(_listed(wrong))
    return values


def _number(cell: str) -> float | None:
    if _NUMBER.fullmatch(cell) is None:
        return None
    value = float(cell)
    if not isfinite(value):
        return None
    return int(value) if value.is_integer() else value


def _said(cell: str) -> str:
    if not cell:
        return "the cell is empty and"
    hint = " (write it without commas)" if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", cell) else ""
    return f"'{cell}'{hint} is"


def _listed(sentences: Iterable[str]) -> str:
    said = list(sentences)
    more = [f"And {len(said) - SHOWN:,} more rows like these."] if len(said) > SHOWN else []
    return "\n".join([*said[:SHOWN], *more])
