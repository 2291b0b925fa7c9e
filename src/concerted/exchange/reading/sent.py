"""What reading gives back, and how much of it Concerted is willing to read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import pyarrow as pa

ROW = "row"
WRONG = "what is wrong"
MEND = "how to mend"
WHICH = "row first sent"
ADDED = frozenset({"what_is_wrong", "how_to_mend"})
"""Folded headings of the columns that a file to mend adds; they are left out when it comes back."""
FIRST_ROW = "row_first_sent"
"""Its third added column: the row's number in the file that was first sent."""

Form = Literal["csv", "xlsx", "parquet"]


@dataclass(frozen=True, kw_only=True)
class Most:
    """The most that is read of one file; technical settings that keep the process alive, not definitions."""

    file_bytes: int = 512 * 1024 * 1024
    unpacked_bytes: int = 512 * 1024 * 1024
    unpacked_ratio: int = 200
    columns: int = 200
    rows: int = 5_000_000
    cells: int = 30_000_000


MOST = Most()


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A file as it was read.

    `table`: `row` (int64, the number a spreadsheet shows) and one text column for each column sent, named as the
    feed names it where it is recognised, in the order sent; an empty cell is ''. `headings` gives for each of these
    names the heading as sent. `ragged` holds the rows whose number of cells did not fit the header: their cells
    are in the table, filled up or joined, and checking sets them aside. Of a file to mend that came back,
    `first_rows` holds for each row its number in the file first sent, where that can be read.
    """

    table: pa.Table
    headings: Mapping[str, str]
    form: Form
    encoding: str
    delimiter: str
    sheet: str | None
    sha256: str
    file_bytes: int
    ragged: Mapping[int, int]
    notes: tuple[str, ...]
    first_rows: Mapping[int, int] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """The number of rows sent, blank ones not counted."""
        return int(self.table.num_rows)
