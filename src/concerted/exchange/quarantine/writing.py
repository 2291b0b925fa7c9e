"""Writing the rows to mend in the form, encoding and separation in which they were sent, with three columns more."""

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from concerted.exchange.checking.faults import rows_to_mend
from concerted.exchange.quarantine.mending import rows_of
from concerted.exchange.reading.sent import MEND, ROW, WHICH, WRONG, Sent
from concerted.exchange.reading.shielding import shield

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")


def write_rows_to_mend(sent: Sent, faults: pa.Table) -> bytes:
    """Return the file of all rows that can be mended; columns, order, form, encoding and separator are as sent.

    Three columns at the end, 'what is wrong', 'how to mend' and 'row first sent', are left out when the file comes
    back. Read back, every other cell has the value it was sent with. Rows that the feed never takes are not in it.
    """
    rows = rows_to_mend(faults)
    table = rows_of(sent.table, rows)
    numbers = table[ROW].to_pylist()
    said = (*_said(faults, numbers), [str(number) for number in numbers])
    columns = [name for name in table.column_names if name != ROW]
    sent_headings = pa.chunked_array([[sent.headings[name] for name in columns]], pa.string())
    header = [*shield(sent_headings).to_pylist(), WRONG, MEND, WHICH]
    if sent.form == "xlsx":
        cells = [table[name].to_pylist() for name in columns]
        return _workbook(sent.sheet or "Sheet1", header, zip(*cells, *said, strict=True))
    if sent.form == "parquet":
        arrays = [*(table[name] for name in columns), *(pa.array(texts, pa.string()) for texts in said)]
        sink = io.BytesIO()
        pq.write_table(pa.table(arrays, names=header), sink)
        return sink.getvalue()
    cells = [shield(table[name]).to_pylist() for name in columns]
    return _delimited(sent, header, zip(*cells, *said, strict=True))


def _said(faults: pa.Table, rows: list[int]) -> tuple[list[str], list[str]]:
    wrong: dict[int, list[str]] = {row: [] for row in rows}
    mend: dict[int, list[str]] = {row: [] for row in rows}
    for fault in faults.filter(pc.is_in(faults["row"], value_set=pa.array(rows, pa.int64()))).to_pylist():
        where = f"{fault['column']}: " if fault["column"] else ""
        wrong[fault["row"]].append(f"{where}{fault['wrong']}")
        mend[fault["row"]].append(f"{where}{fault['mend']}")
    return [". ".join(wrong[row]) for row in rows], [". ".join(mend[row]) for row in rows]


def _delimited(sent: Sent, header: list[str], rows: Iterator[tuple[str, ...]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=sent.delimiter, lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode(sent.encoding, "replace")


def _workbook(sheet: str, header: list[str], rows: Iterator[tuple[str, ...]]) -> bytes:
    workbook = Workbook(write_only=True)
    page = workbook.create_sheet(sheet)
    page.append([_plain_cell(page, text) for text in header])
    for row in rows:
        page.append([_plain_cell(page, text) for text in row])
    sink = io.BytesIO()
    workbook.save(sink)
    return sink.getvalue()


def _plain_cell(page: Any, text: str) -> object:
    if not text:
        return None
    cell = WriteOnlyCell(page, value=_escaped(text))
    cell.data_type = "s"
    cell.number_format = "@"
    cell.quotePrefix = text[0] in "=+-@'"
    return cell


def _escaped(text: str) -> str:
    """Return a text as a workbook stores it: characters that XML cannot carry, and what looks like them, escaped."""
    text = _ESCAPED.sub(r"_x005F_x\1_", text)
    return _UNSAFE.sub(lambda found: f"_x{ord(found.group()):04X}_", text)
