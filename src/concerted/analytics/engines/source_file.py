"""Opens one CSV or Parquet file as Parquet with the declared columns, and knows how its rows are numbered."""

import hashlib
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from concerted.analytics.engines.tables import Table
from concerted.analytics.engines.text_file import as_parquet, header_of
from concerted.kernel.errors import BadFile

LONGEST_NAME, MOST_NAMES = 60, 30
"""Characters and columns of a strange header that are shown."""

NOT_A_TABLE = {
    b"PK\x03\x04": "is a workbook or an archive; save it as CSV (UTF-8) or Parquet",
    b"\xd0\xcf\x11\xe0": "is a workbook of the old kind; save it as CSV (UTF-8) or Parquet",
    b"\x1f\x8b": "is compressed; unpack it first",
    b"PARE": "is an encrypted Parquet file; send it without encryption",
}
"""How files begin that are often sent in place of a table, and what is said to them."""


@dataclass(frozen=True)
class SourceFile:
    """A file as it was sent, and the same rows in the same order as Parquet.

    `first_row` is the number that a reader gives to the first row of data: 2 in a CSV file, whose row 1 is the header.
    """

    table: Table
    path: Path
    parquet: Path
    first_row: int
    name: str
    """The file's name in messages."""
    not_read: tuple[str, ...] = ()
    """Columns that the table does not have."""
    odd_spaces: bool = True
    """Whether other spaces than the ordinary one may stand around its cells."""
    inner_breaks: int = 0
    """Line breaks within cells: where a quotation mark is missing, whole rows have become part of one cell."""

    @property
    def is_text(self) -> bool:
        """Whether it is CSV."""
        return self.path != self.parquet

    @property
    def rows(self) -> int:
        """The number of rows of data, blank ones included."""
        return int(pq.ParquetFile(self.parquet).metadata.num_rows)

    @property
    def last_row(self) -> int:
        """The number of the last row of data; that before the first when there is none."""
        return self.first_row + self.rows - 1

    def lacks_last_line_end(self) -> bool:
        """Say whether a text file ends in the middle of a line, as one does that was cut off."""
        if not self.is_text:
            return False
        with self.path.open("rb") as file:
            file.seek(-1, os.SEEK_END)
            return file.read(1) not in b"\r\n"

    def sha256(self) -> str:
        """Return the hash of the bytes as they were sent."""
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()


def opened(path: Path, table: Table, folder: Path) -> SourceFile:
    """Open a file; a CSV file is written to `folder` as Parquet whose columns are all text.

    What is no file on disk, such as a pipe, is copied to `folder` first. Raises BadFile when the file is missing,
    empty, cut off, of another kind, or does not have the table's columns.
    """
    name = path.name
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            path = _copied(path, folder / f"{table.name}.sent")
        with path.open("rb") as file:
            beginning = file.read(4)
    except OSError as error:
        raise BadFile(f"{name} cannot be opened: {error.strerror}.") from None
    if not beginning:
        raise BadFile(f"{name} is empty.")
    if beginning == b"PAR1":
        names = _parquet_names(path)
        _check_names(name, table, names)
        return SourceFile(table, path, path, first_row=1, name=name, not_read=_others(table, names))
    for start, complaint in NOT_A_TABLE.items():
        if beginning.startswith(start):
            raise BadFile(f"{name} {complaint}.")
    if path.suffix.lower() == ".parquet":
        raise BadFile(f"{name} is not a Parquet file, whatever its name says.")
    names = header_of(path)
    _check_names(name, table, names)
    converted = folder / f"{table.name}.text.parquet"
    text = as_parquet(path, table.names, converted)
    return SourceFile(table, path, converted, 2, name, _others(table, names), text.odd_spaces, text.inner_breaks)


def _copied(path: Path, target: Path) -> Path:
    with path.open("rb") as source, target.open("wb") as copy:
        shutil.copyfileobj(source, copy)
    return target


def _parquet_names(path: Path) -> list[str]:
    try:
        return list(pq.ParquetFile(path).schema_arrow.names)
    except (pa.ArrowException, OSError):
        raise BadFile(f"{path.name} begins as a Parquet file but is damaged or cut off; send it again.") from None


def _check_names(file: str, table: Table, names: list[str]) -> None:
    missing = [name for name in table.names if name not in names]
    if missing:
        shown = [name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}…" for name in names[:MOST_NAMES]]
        shown += ["…"] * (len(names) > MOST_NAMES)
        raise BadFile(
            f"{file} has no column {', '.join(missing)}; "
            f"{table.name} need {', '.join(table.names)} and the file has {', '.join(shown)}."
        )
    doubled = [name for name in table.names if names.count(name) > 1]
    if doubled:
        raise BadFile(f"{file} has more than one column {', '.join(doubled)}; keep one of each.")


def _others(table: Table, names: list[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name not in table.names)
