"""One door for every file: what it is, whether it is safe, and its cells as text."""

from pathlib import Path

import pyarrow as pa

from concerted.exchange.reading.columnar import read_parquet
from concerted.exchange.reading.delimited import read_delimited
from concerted.exchange.reading.encodings import as_utf8
from concerted.exchange.reading.opening import hashed, measure, recognised, unpacked
from concerted.exchange.reading.sent import FIRST_ROW, MOST, ROW, Most, Sent
from concerted.exchange.reading.shielding import unshielded
from concerted.exchange.reading.workbook import read_workbook
from concerted.kernel.feeds import Feed


def read_file(path: Path, feed: Feed, most: Most = MOST) -> Sent:
    """Read a CSV (also packed with gzip), XLSX or Parquet file as the feed declares.

    A file to mend that comes back is read as the rows that were first sent: the added columns are left out and
    the shield against formulas is taken off. Raises BadFile, whose text says where the trouble is and how to mend it.
    """
    size = measure(path, most)
    form = recognised(path)
    encoding = "utf-8"
    sheet: str | None = None
    notes: list[str] = []
    ragged: dict[int, int] = {}
    if form == "xlsx":
        worksheet = read_workbook(path, feed, most)
        table, headings, sheet = worksheet.table, worksheet.headings, worksheet.sheet
    elif form == "parquet":
        table, headings = read_parquet(path, feed, most)
    else:
        packed = path.read_bytes() if form else unpacked(path, most)
        data, encoding, notes = as_utf8(packed, feed)
        del packed
        cells = read_delimited(data, feed, most)
        table, headings, ragged = cells.table, cells.headings, dict(cells.ragged)
        if headings.mended:
            table = unshielded(table)
    table, first_rows = _without_first_rows(table)
    return Sent(
        table=table,
        headings=headings.kept,
        form=form or "csv",
        encoding=encoding,
        delimiter=feed.delimiter,
        sheet=sheet,
        sha256=hashed(path),
        file_bytes=size,
        ragged=ragged,
        notes=(*notes, *headings.notes(feed)),
        first_rows=first_rows,
    )


def _without_first_rows(table: pa.Table) -> tuple[pa.Table, dict[int, int]]:
    """Take the numbers of the rows first sent out of a file to mend; what is no number is left alone."""
    if FIRST_ROW not in table.column_names:
        return table, {}
    pairs = zip(table[ROW].to_pylist(), table[FIRST_ROW].to_pylist(), strict=True)
    found = {row: int(first) for row, first in pairs if first.isascii() and first.isdigit() and len(first) < 10}
    return table.drop_columns([FIRST_ROW]), found
