"""Opens one CSV or Parquet file as Parquet with the declared columns, and knows how its rows are numbered."""

import csv
import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq

from concerted.analytics.engines.tables import Table
from concerted.kernel.errors import BadFile


@dataclass(frozen=True)
class SourceFile:
    """A file as it was sent, and the same rows in the same order as Parquet.

    `first_row` is the number that a reader gives to the first row of data: 2 in a CSV file, whose row 1 is the header.
    """

    table: Table
    path: Path
    parquet: Path
    first_row: int

    @property
    def name(self) -> str:
        """The file's name in messages."""
        return self.path.name

    @property
    def last_row(self) -> int:
        """The number of the last row of data; that before the first when there is none."""
        rows: int = pq.ParquetFile(self.parquet).metadata.num_rows
        return self.first_row + rows - 1

    def lacks_last_line_end(self) -> bool:
        """Say whether a text file ends in the middle of a line, as one does that was cut off."""
        if self.path == self.parquet:
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

    Raises BadFile when the file is missing, empty, cut off, of another kind, or does not have the table's columns.
    """
    try:
        with path.open("rb") as file:
            beginning = file.read(4)
    except OSError as error:
        raise BadFile(f"{path.name} cannot be opened: {error.strerror}.") from None
    if not beginning:
        raise BadFile(f"{path.name} is empty.")
    if beginning == b"PAR1":
        _check_parquet(path, table)
        return SourceFile(table, path, path, first_row=1)
    if path.suffix.lower() == ".parquet":
        raise BadFile(f"{path.name} is not a Parquet file, whatever its name says.")
    if beginning == b"PK\x03\x04":
        raise BadFile(f"{path.name} is a workbook or an archive; save it as CSV (UTF-8) or Parquet.")
    converted = folder / f"{table.name}.text.parquet"
    _convert(path, table, converted)
    return SourceFile(table, path, converted, first_row=2)


def _check_parquet(path: Path, table: Table) -> None:
    try:
        names = pq.ParquetFile(path).schema_arrow.names
    except (pa.ArrowException, OSError):
        raise BadFile(f"{path.name} begins as a Parquet file but is damaged or cut off; send it again.") from None
    _check_names(path, table, names)


def _check_names(path: Path, table: Table, names: list[str]) -> None:
    missing = [name for name in table.names if name not in names]
    if missing:
        raise BadFile(
            f"{path.name} has no column {', '.join(missing)}; "
            f"{table.name} need {', '.join(table.names)} and the file has {', '.join(names)}."
        )
    doubled = [name for name in table.names if names.count(name) > 1]
    if doubled:
        raise BadFile(f"{path.name} has more than one column {', '.join(doubled)}; keep one of each.")


def _first_line(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.readline()


def _header(path: Path, line: bytes) -> list[str]:
    try:
        return next(csv.reader([line.decode("utf-8-sig")]), [])
    except (UnicodeDecodeError, csv.Error):
        raise BadFile(f"{path.name}, row 1 is not the header of a CSV file in UTF-8.") from None


def _convert(path: Path, table: Table, target: Path) -> None:
    line = _first_line(path)
    names = _header(path, line)
    _check_names(path, table, names)
    schema = pa.schema([(name, pa.string()) for name in table.names])
    if path.stat().st_size == len(line):
        # Arrow refuses a header without rows when no line end follows it
        pq.write_table(schema.empty_table(), target)
        return
    short_rows: list[pyarrow.csv.InvalidRow] = []

    def refuse(row: pyarrow.csv.InvalidRow) -> str:
        short_rows.append(row)
        return "error"

    convert = pyarrow.csv.ConvertOptions(
        column_types={name: pa.string() for name in table.names},
        include_columns=table.names,
        null_values=[""],
        strings_can_be_null=True,
    )
    parse = pyarrow.csv.ParseOptions(newlines_in_values=True, invalid_row_handler=refuse)
    try:
        # without threads: only then does Arrow number a row that it refuses
        read = pyarrow.csv.ReadOptions(use_threads=False)
        with (
            pyarrow.csv.open_csv(path, read_options=read, parse_options=parse, convert_options=convert) as batches,
            pq.ParquetWriter(target, schema, compression="lz4") as writer,
        ):
            for batch in batches:
                writer.write_batch(batch)
    except pa.ArrowInvalid as error:
        raise BadFile(_why(path, names, short_rows, error)) from None


def _why(path: Path, names: list[str], rows: list[pyarrow.csv.InvalidRow], error: pa.ArrowInvalid) -> str:
    if rows:
        row = rows[0]
        return (
            f"{path.name}, row {row.number} has {row.actual_columns} columns and not {row.expected_columns}: "
            f"'{row.text}'. Is the file cut off?"
        )
    column = re.search(r"column #(\d+)", str(error))
    if column and "UTF8" in str(error):
        return (
            f"{path.name}, column {names[int(column[1])]}, row {_not_utf8(path)}: the text is not UTF-8; "
            "save the file as CSV (UTF-8)."
        )
    return f"{path.name} cannot be read as CSV: {error}."


def _not_utf8(path: Path) -> int | str:
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            try:
                line.decode("utf-8-sig")
            except UnicodeDecodeError:
                return number
    return "unknown"
