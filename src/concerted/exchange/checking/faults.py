"""A fault: one cell, what is wrong with it and how to mend it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

FAULTS = pa.schema(
    [
        pa.field("row", pa.int64(), nullable=False),
        pa.field("column", pa.string(), nullable=False),
        pa.field("value", pa.string(), nullable=False),
        pa.field("fault", pa.string(), nullable=False),
        pa.field("wrong", pa.string(), nullable=False),
        pa.field("mend", pa.string(), nullable=False),
        pa.field("suggestion", pa.string()),
    ]
)
"""The columns of a table of faults; `row` as a spreadsheet counts, `column` '' where the whole row is meant, `value`
as a page shows it: at most 200 characters, control characters as pictures."""

_LONGEST = 200
_CONTROL = r"[\x00-\x1f]"

NEVER = "never_loaded"
"""Rows that the feed does not take at all (a victim among suspects): counted, neither stored nor sent back."""


@dataclass(frozen=True)
class Verdict:
    """What is wrong with a value, how to mend it, and a value to use instead where one is likely."""

    fault: str
    wrong: str
    mend: str
    suggestion: str | None = None


@dataclass(frozen=True)
class Fault:
    """One fault as a page shows it."""

    row: int
    column: str
    value: str
    fault: str
    wrong: str
    mend: str
    suggestion: str | None


@dataclass(frozen=True)
class BulkMend:
    """One value that can be used in all rows which have the same likely repair."""

    column: str
    suggestion: str
    rows: int


def shown(values: pa.Array) -> pa.Array:
    """Return cells as pages show them and databases keep them: cut at 200 characters, NUL as its picture."""
    short = pc.utf8_slice_codeunits(values, 0, _LONGEST)
    if not pc.any(pc.match_substring_regex(short, _CONTROL)).as_py():
        return short
    pictures = [re.sub(_CONTROL, lambda found: chr(0x2400 + ord(found.group())), text) for text in short.to_pylist()]
    return pa.array(pictures, pa.string())


class FaultList:
    """Gathers faults while a file is checked; positions count from 0 in the table as read."""

    def __init__(self, rows: np.ndarray) -> None:
        """Take the row numbers of the table, in its order."""
        self.rows = rows
        self._parts: list[pa.Table] = []
        self.bad = np.zeros(len(rows), dtype=bool)

    def add(self, column: str, positions: np.ndarray, values: pa.Array, verdict: Verdict) -> None:
        """Record one verdict for the cells at these positions."""
        if len(positions):
            zeros = np.zeros(len(positions), dtype=np.int64)
            self.add_each(column, positions, values, [verdict], zeros)

    def add_each(
        self, column: str, positions: np.ndarray, values: pa.Array, verdicts: list[Verdict], which: np.ndarray
    ) -> None:
        """Record for each position the verdict at its index in `which`."""
        if not len(positions):
            return
        self.bad[positions] = True
        index = pa.array(which)

        def spread(texts: Iterable[str | None]) -> pa.Array:
            return pa.array(list(texts), pa.string()).take(index)

        self._parts.append(
            pa.table(
                [
                    pa.array(self.rows[positions], pa.int64()),
                    pa.repeat(pa.scalar(column, pa.string()), len(positions)),
                    shown(values),
                    spread(verdict.fault for verdict in verdicts),
                    spread(verdict.wrong for verdict in verdicts),
                    spread(verdict.mend for verdict in verdicts),
                    spread(verdict.suggestion for verdict in verdicts),
                ],
                schema=FAULTS,
            )
        )

    def table(self) -> pa.Table:
        """Return the faults in order of row; of a row that is never loaded only that fact remains."""
        if not self._parts:
            return FAULTS.empty_table()
        faults = pa.concat_tables(self._parts)
        never = pc.equal(faults["fault"], NEVER)
        if pc.any(never).as_py():
            refused = pc.is_in(faults["row"], value_set=faults.filter(never)["row"].combine_chunks())
            faults = faults.filter(pc.or_(never, pc.invert(refused)))
        order = np.argsort(faults["row"].to_numpy(), kind="stable")
        return faults.take(pa.array(order)).combine_chunks()


def as_faults(faults: pa.Table) -> list[Fault]:
    """Return the rows of a table of faults as objects."""
    return [Fault(**row) for row in faults.to_pylist()]


def rows_to_mend(faults: pa.Table) -> pa.Array:
    """Return the numbers of the rows that can be mended and sent again, in order; never-loaded rows are not."""
    mendable = faults.filter(pc.not_equal(faults["fault"], NEVER))
    return pc.unique(mendable["row"].combine_chunks())
