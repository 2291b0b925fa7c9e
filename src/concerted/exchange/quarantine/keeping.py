"""Rows that wait, as a database can keep them: PostgreSQL keeps no NUL in text, and nothing may be lost."""

from collections.abc import Iterable, Iterator, Mapping

import pyarrow as pa

from concerted.exchange.checking.faults import rows_to_mend
from concerted.exchange.quarantine.mending import rows_of
from concerted.exchange.reading.sent import ROW, Sent


def cells_to_keep(sent: Sent, faults: pa.Table) -> Iterator[tuple[int, dict[str, str]]]:
    """Give each row that can be mended: its number and its cells by column, NUL written as backslash and nought."""
    table = rows_of(sent.table, rows_to_mend(faults))
    for cells in table.to_pylist():
        row = cells.pop(ROW)
        yield row, {name: _to_keep(text) for name, text in cells.items()}


def table_of_kept(rows: Iterable[tuple[int, Mapping[str, str]]], columns: Iterable[str]) -> pa.Table:
    """Return kept rows in the shape of `Sent.table`, every cell as it was first sent."""
    ordered = sorted(rows, key=lambda pair: pair[0])
    arrays = [pa.array([row for row, _ in ordered], pa.int64())]
    names = list(columns)
    arrays += [pa.array([_from_kept(cells[name]) for _, cells in ordered], pa.string()) for name in names]
    return pa.table(arrays, names=[ROW, *names])


def _to_keep(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\x00", "\\0")


def _from_kept(text: str) -> str:
    parts = text.split("\\\\")
    return "\\".join(part.replace("\\0", "\x00") for part in parts)
