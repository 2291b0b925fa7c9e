"""Text with separated cells (CSV), read whole into columns of text; a row with too few or too many cells is kept."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.csv

from concerted.exchange.reading.headers import Headings
from concerted.exchange.reading.sent import ROW, Most
from concerted.kernel.errors import BadFile
from concerted.kernel.feeds import DELIMITERS, Feed, fold_header

_HEAD = 1 << 20
_BLOCK = 4 << 20


@dataclass(frozen=True)
class Delimited:
    """The cells of a text file: `table` with `row`, and for each ragged row how many cells it had."""

    table: pa.Table
    headings: Headings
    ragged: Mapping[int, int]


def read_delimited(data: bytes, feed: Feed, most: Most) -> Delimited:
    """Read UTF-8 text separated as the feed declares; BadFile when it is cut, or separated in another way."""
    first, begins = _first_row(data, feed.delimiter)
    _refuse_nul_header(first)
    _refuse_other_delimiter(data, first, feed)
    headings = Headings(first, feed, most)
    _refuse_open_quote(data, feed)
    names = [f"c{index}" for index in range(len(first))]
    body = data[begins:]
    table, ragged = _cells(body, names, feed)
    if table.num_rows > most.rows:
        raise BadFile(f"This file has {table.num_rows:,} rows; at most {most.rows:,} are read. Send it in parts.")
    wanted = [(name, at) for at, name in zip(names, headings.names, strict=True) if name is not None]
    arrays = [table[ROW], *(table[at] for _, at in wanted)]
    named = pa.table(arrays, names=[ROW, *(name for name, _ in wanted)])
    return Delimited(without_blank_rows(named), headings, ragged)


def without_blank_rows(table: pa.Table) -> pa.Table:
    """Return the table without rows in which every cell is empty; the row numbers stay."""
    blank: np.ndarray | None = None
    for name in table.column_names:
        if name == ROW:
            continue
        empty = pa.compute.equal(table[name], "").to_numpy()
        blank = empty if blank is None else blank & empty
        if not blank.any():
            return table
    return table if blank is None else table.filter(pa.array(~blank))


def _first_row(data: bytes, delimiter: str) -> tuple[list[str], int]:
    lines = data[:_HEAD].splitlines(keepends=True)
    reader = csv.reader((line.decode("utf-8", "replace") for line in lines), delimiter=delimiter)
    try:
        first = next(reader, [])
    except csv.Error as error:
        raise BadFile("The first row cannot be read. It must hold the names of the columns.") from error
    return first, sum(len(line) for line in lines[: reader.line_num])


def _refuse_nul_header(first: list[str]) -> None:
    if any("\x00" in text for text in first):
        raise BadFile(
            "The first row holds NUL characters, so this is not a text file, or it was damaged on its way. "
            "Export it again as CSV."
        )


def _refuse_other_delimiter(data: bytes, first: list[str], feed: Feed) -> None:
    def recognised(cells: list[str]) -> int:
        headings = frozenset[str]().union(*(column.headings for column in feed.columns))
        return len({fold_header(text) for text in cells} & headings)

    here = recognised(first)
    for delimiter, called in DELIMITERS.items():
        if delimiter != feed.delimiter and recognised(_first_row(data, delimiter)[0]) > max(1, here):
            raise BadFile(
                f"The cells of this file are separated by {called}; {feed.title} expects {DELIMITERS[feed.delimiter]}. "
                "Export it again with that separator."
            )


def _refuse_open_quote(data: bytes, feed: Feed) -> None:
    if data.count(b'"') % 2 == 0:
        return
    row = 0
    text = io.StringIO(data.decode("utf-8", "replace"), newline="")
    try:
        for _ in csv.reader(text, delimiter=feed.delimiter, strict=False):
            row += 1
        text.seek(0)
        for _ in csv.reader(text, delimiter=feed.delimiter, strict=True):
            pass
    except csv.Error as error:
        if "unexpected end of data" in str(error) or "field larger" in str(error):
            raise BadFile(
                f"A quotation mark that opens in row {max(row, 1)} is never closed: the file was cut on its way, or "
                'the mark belongs to the text. Send the file again, or write the mark twice ("").'
            ) from error


def _cells(body: bytes, names: list[str], feed: Feed) -> tuple[pa.Table, dict[int, int]]:
    if not body:
        empty = {ROW: pa.array([], pa.int64())} | {name: pa.array([], pa.string()) for name in names}
        return pa.table(empty), {}
    if len(names) == 1:
        body = body if body.endswith((b"\n", b"\r")) else body + b"\n"
    try:
        table = _parsed(body, names, feed, None)
        return _numbered(table, np.arange(2, table.num_rows + 2)), {}
    except pa.ArrowInvalid:
        return _with_ragged(body, names, feed)


def _parsed(body: bytes, names: list[str], feed: Feed, ragged: list[tuple[int, int, str]] | None) -> pa.Table:
    def keep(row: pa.csv.InvalidRow) -> str:
        assert ragged is not None
        ragged.append((row.number + 1, row.actual_columns, row.text))
        return "skip"

    return pa.csv.read_csv(
        pa.BufferReader(body),
        read_options=pa.csv.ReadOptions(use_threads=ragged is None, column_names=names, block_size=_BLOCK),
        parse_options=pa.csv.ParseOptions(
            delimiter=feed.delimiter,
            newlines_in_values=b'"' in body,
            ignore_empty_lines=False,
            invalid_row_handler=None if ragged is None else keep,
        ),
        convert_options=pa.csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False, check_utf8=False
        ),
    )


def _with_ragged(body: bytes, names: list[str], feed: Feed) -> tuple[pa.Table, dict[int, int]]:
    ragged: list[tuple[int, int, str]] = []
    try:
        table = _parsed(body, names, feed, ragged)
    except pa.ArrowInvalid as error:
        raise BadFile(
            "This file cannot be split into rows: a row is far too long. Perhaps a quotation mark is never closed. "
            "Export it again."
        ) from error
    total = table.num_rows + len(ragged)
    last = ragged[-1] if ragged else None
    if last and last[0] == total + 1 and last[1] < len(names) and not body.endswith((b"\n", b"\r")):
        raise BadFile(
            f"This file stops in the middle of row {last[0]:,}: it was cut on its way. Send the whole file again."
        )
    numbers = np.delete(np.arange(2, total + 2), [row - 2 for row, _, _ in ragged])
    extra = [_fitted(text, len(names), feed.delimiter) for _, _, text in ragged]
    added = {ROW: pa.array([row for row, _, _ in ragged], pa.int64())} | {
        name: pa.array([cells[index] for cells in extra], pa.string()) for index, name in enumerate(names)
    }
    whole = pa.concat_tables([_numbered(table, numbers), pa.table(added)]).sort_by(ROW)
    return whole, {row: count for row, count, _ in ragged}


def _fitted(text: str, width: int, delimiter: str) -> list[str]:
    try:
        cells = next(csv.reader([text.rstrip("\r\n")], delimiter=delimiter), [])
    except csv.Error:  # a cell longer than the csv module takes
        cells = text.rstrip("\r\n").split(delimiter)
    if len(cells) > width:
        cells = [*cells[: width - 1], delimiter.join(cells[width - 1 :])]
    return [*cells, *[""] * (width - len(cells))]


def _numbered(table: pa.Table, numbers: np.ndarray) -> pa.Table:
    return table.add_column(0, ROW, pa.array(numbers, pa.int64()))
