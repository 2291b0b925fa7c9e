"""Turns a CSV file into Parquet whose columns are all text, row for row, or says which row cannot be read."""

import codecs
import csv
import re
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq

from concerted.kernel.errors import BadFile

LONGEST_HEADER = 100_000
"""Bytes; a first line that is longer is no header."""
LONGEST_ROW = 1 << 20
"""Bytes that a row surely fits in: the size of the pieces in which a file is read."""
SHOWN = 80
"""Characters that are shown of a row that cannot be read."""
NUL = "\0"
ODD_SPACES = (b"\t", b"\xa0", b"\xef\xbb\xbf")
"""A tab, the last byte of a no-break space, and a space of no width, by which a file may also begin."""
SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}


def header_of(path: Path) -> list[str]:
    """Return the names in the first row. Raises BadFile when it is not the header of a CSV file in UTF-8."""
    with path.open("rb") as file:
        line = file.readline(LONGEST_HEADER)
    if b"\r" in line:
        line = line[: line.index(b"\r")]
    try:
        names = next(csv.reader([line.decode("utf-8-sig").rstrip("\n")]), [])
    except (UnicodeDecodeError, csv.Error):
        names = [NUL]
    if any(NUL in name for name in names):
        raise BadFile(f"{path.name}, row 1 is not the header of a CSV file in UTF-8.")
    for separator, word in SEPARATORS.items():
        if len(names) == 1 and separator in names[0]:
            raise BadFile(f"{path.name} separates its columns by {word}; save it as CSV with commas.")
    return names


class Text(NamedTuple):
    """What the bytes of a text file tell: how many line breaks lie within cells, and whether it has odd spaces."""

    inner_breaks: int
    odd_spaces: bool


def as_parquet(path: Path, wanted: list[str], target: Path) -> Text:
    """Write the wanted columns of a CSV file to `target`; return what its bytes tell.

    A blank line becomes a row without values, so that rows keep their numbers. Raises BadFile naming the row.
    """
    names = header_of(path)
    schema = pa.schema([(name, pa.string()) for name in wanted])
    lines, odd_spaces, is_utf8, is_open = _scanned(path)
    if lines == 1:
        # Arrow refuses a header without rows when no line end follows it
        pq.write_table(schema.empty_table(), target)
        return Text(0, odd_spaces)
    bad_rows: list[pyarrow.csv.InvalidRow] = []

    def refuse(row: pyarrow.csv.InvalidRow) -> str:
        bad_rows.append(row)
        return "error"

    convert = pyarrow.csv.ConvertOptions(
        column_types={name: pa.string() for name in wanted},
        include_columns=wanted,
        null_values=[""],
        strings_can_be_null=True,
    )
    parse = pyarrow.csv.ParseOptions(
        newlines_in_values=True,
        # Arrow cannot hand over a row that is not UTF-8, and would complain of that on standard error
        invalid_row_handler=refuse if is_utf8 else None,
        ignore_empty_lines=False,
    )
    rows = 0
    try:
        # without threads: only then does Arrow number a row that it refuses
        read = pyarrow.csv.ReadOptions(use_threads=False, block_size=LONGEST_ROW)
        with (
            pyarrow.csv.open_csv(path, read_options=read, parse_options=parse, convert_options=convert) as batches,
            pq.ParquetWriter(target, schema, compression="lz4") as writer,
        ):
            for batch in batches:
                writer.write_batch(batch)
                rows += batch.num_rows
    except pa.ArrowInvalid as error:
        raise BadFile(_why(path, names, bad_rows, rows, str(error))) from None
    if is_open:
        raise BadFile(
            f"{path.name}, row {rows + 1}, the last: a quotation mark is opened and not closed, and no line end "
            "follows. Is the file cut off?"
        )
    return Text(max(0, lines - 1 - rows), odd_spaces)


class _Bytes(NamedTuple):
    """What a file's bytes tell: `lines`, whichever way they end; what follows the last line end is one, if anything.

    `is_open`: it ends within a line, and one of its quotation marks has no second.
    """

    lines: int
    odd_spaces: bool
    is_utf8: bool
    is_open: bool


def _scanned(path: Path) -> _Bytes:
    ends, pairs, quotes, last, odd, utf8 = 0, 0, 0, b"\n", False, True
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            ends += block.count(b"\n") + block.count(b"\r")
            pairs += block.count(b"\r\n") + (last == b"\r" and block[:1] == b"\n")
            quotes += block.count(b'"')
            last = block[-1:]
            odd = odd or any(space in block for space in ODD_SPACES)
            utf8 = utf8 and _decodes(decoder, block)
    within = last not in (b"\n", b"\r")
    utf8 = utf8 and _decodes(decoder, b"", final=True)
    return _Bytes(ends - pairs + within, odd, utf8, within and quotes % 2 == 1)


def _decodes(decoder: codecs.IncrementalDecoder, block: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError:
        return False
    return True


def _why(path: Path, names: list[str], bad: list[pyarrow.csv.InvalidRow], rows: int, error: str) -> str:
    if bad:
        row = bad[0]
        return (
            f"{path.name}, row {row.number} has {row.actual_columns} columns and not {row.expected_columns}: "
            f"'{_short(row.text)}'. Is the file cut off? Is a quotation mark missing?"
        )
    counted = re.search(r"Row #(\d+): Expected (\d+) columns, got (\d+)", error)
    if counted:
        number, expected, actual = counted.groups()
        return f"{path.name}, row {number} has {actual} columns and not {expected}. Is the file cut off?"
    if "straddling" in error:
        return (
            f"{path.name} has a row of more than {LONGEST_ROW:,} bytes, not before row {rows + 2}: "
            "is a quotation mark missing?"
        )
    column = re.search(r"column #(\d+)", error)
    if column and "UTF8" in error:
        return (
            f"{path.name}, column {names[int(column[1])]}, row {_not_utf8(path)}: the text is not UTF-8; "
            "save the file as CSV (UTF-8)."
        )
    return f"{path.name} cannot be read as CSV: {error}."


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def _not_utf8(path: Path) -> int | str:
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            try:
                line.decode("utf-8-sig")
            except UnicodeDecodeError:
                return number
    return "unknown"
