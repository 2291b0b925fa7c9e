"""A CSV of several claims: its rows, each with what it claims or with what is wrong with it."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from concerted.analytics.claims.claim import Measure
from concerted.kernel.errors import BadFile

ALLOWED = {
    "counts": ("cohort", "reoffenders"),
    "measure": tuple(measure.value for measure in Measure),
}
"""The words that the columns with a list take; an empty cell says nothing."""


@dataclass(frozen=True)
class Row:
    """A row by its number in the file (the header is row 1); `fault` says what is wrong in `column`, or is empty."""

    number: int
    column: str
    parts: tuple[str, ...]
    counts: str = ""
    measure: str = ""
    fault: str = ""


def rows_of(path: Path) -> Iterator[Row]:
    """Read a file of claims row by row; blank rows are passed over.

    Raises BadFile when the file cannot be read, is not UTF-8, or has neither a column claim nor a column first.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = csv.reader(file, strict=True)
            header = [name.strip().lower() for name in next(lines, [])]
            _check_header(path, header)
            for number, cells in enumerate(lines, 2):
                if any(cell.strip() for cell in cells):
                    yield _row(number, header, cells)
    except OSError as error:
        raise BadFile(f"{path}: cannot be read ({error.strerror}). Name a CSV file of claims.") from None
    except UnicodeDecodeError:
        raise BadFile(f"{path.name}: not UTF-8. Save it as CSV UTF-8 and send it again.") from None
    except csv.Error as error:
        raise BadFile(f"{path.name}: not a CSV file that can be read: {error}.") from None


def _check_header(path: Path, header: list[str]) -> None:
    found = ", ".join(header) or "none"
    twice = sorted({name for name in header if name and header.count(name) > 1})
    if twice:
        raise BadFile(f"{path.name}, row 1: the column {twice[0]} stands there twice. Leave one.")
    if ("claim" in header) == ("first" in header):
        raise BadFile(
            f"{path.name}, row 1: one of the columns claim and first is needed, and not both; there are: {found}. "
            "Name the column with the sentences claim, or the columns with the figures first and second."
        )


def _row(number: int, header: list[str], cells: list[str]) -> Row:
    column = "claim" if "claim" in header else "first"
    if len(cells) > len(header):
        fault = f"{len(cells)} cells where the header has {len(header)}. Quote a cell that holds a comma."
        return Row(number, column, (), fault=fault)
    row = dict(zip(header, (cell.strip() for cell in cells), strict=False))
    for name, words in ALLOWED.items():
        if row.get(name) and row[name] not in words:
            fault = f"{row[name]!r} is not one of {', '.join(words)}. Choose one, or leave it empty."
            return Row(number, name, (), fault=fault)
    parts = (row.get("claim", ""),) if column == "claim" else (row.get("first", ""), row.get("second", ""))
    if not parts[0]:
        return Row(number, column, (), fault="nothing is written.")
    return Row(number, column, tuple(filter(None, parts)), row.get("counts", ""), row.get("measure", ""))
