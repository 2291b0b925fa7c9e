"""The cells that every engine returns: dimensions, whole numbers, and whether the follow-up is complete."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import TypeAlias

import pyarrow as pa

Cells: TypeAlias = pa.Table
"""An Arrow table in `SCHEMA`, sorted by its dimensions; a combination that nobody stands in has no row."""

DIMENSIONS = ("area", "quarter", "age_band", "sex")
COUNTS = ("offenders", "reoffenders", "reoffences", "reoffences_squared")
"""Whole numbers of a cell; the last is the sum over its members of their reoffences squared, for a mean's interval."""

SCHEMA = pa.schema(
    [(name, pa.string()) for name in DIMENSIONS]
    + [(name, pa.int64()) for name in COUNTS]
    + [("provisional", pa.bool_())]
)

ADDED_AT_ONCE = 2
"""Parts that wait before they are added up: the adding takes memory for each of their rows."""

TIMES_SCHEMA = pa.schema(
    [(name, pa.string()) for name in DIMENSIONS]
    + [(name, pa.int64()) for name in ("days", "reoffended", "censored")]
    + [("provisional", pa.bool_())]
)
"""What `times` of every engine returns: how many of a cell first reoffended, or were censored, after so many days."""


def added(parts: Iterable[pa.Table], *, by: Sequence[str], counts: Sequence[str]) -> pa.Table:
    """Add up whole numbers over the rows that share the dimensions `by`; the result is sorted by them.

    Parts are added as they come, so that many of them take no more memory than a few.
    """
    held: list[pa.Table] = []
    keys: list[str] = []
    for part in parts:
        keys = [name for name in part.column_names if name in by]
        held.append(part.select([*keys, *counts]))
        if len(held) > ADDED_AT_ONCE:
            held = [_added(held, keys, counts)]
    summed = _added(held, keys, counts)
    return summed.sort_by([(name, "ascending") for name in keys]) if keys else summed


def _added(parts: Sequence[pa.Table], keys: Sequence[str], counts: Sequence[str]) -> pa.Table:
    table = pa.concat_tables(parts).combine_chunks()
    summed = table.group_by(keys, use_threads=False).aggregate([(name, "sum") for name in counts])
    return summed.rename_columns([*keys, *counts]).select([*keys, *counts])


def added_cells(parts: Iterable[pa.Table]) -> Cells:
    """Add up the cells of parts that share no person."""
    whole = added(parts, by=(*DIMENSIONS, "provisional"), counts=COUNTS)
    return whole.select(SCHEMA.names).cast(SCHEMA)


def added_times(parts: Iterable[pa.Table]) -> pa.Table:
    """Add up the times of parts that share no person; the result is in `TIMES_SCHEMA`, sorted."""
    whole = added(parts, by=(*DIMENSIONS, "days", "provisional"), counts=("reoffended", "censored"))
    return whole.select(TIMES_SCHEMA.names).cast(TIMES_SCHEMA)


def roll_up_times(times: pa.Table, by: Sequence[str]) -> pa.Table:
    """Return the times broken down only by quarter, `by` (names of dimensions) and days."""
    return added([times], by=(*by, "quarter", "days", "provisional"), counts=("reoffended", "censored"))


def roll_up(cells: Cells, by: Sequence[str]) -> pa.Table:
    """Return the cells broken down only by quarter and `by` (names of dimensions). Exact: a person is in one cell."""
    unknown = set(by) - set(DIMENSIONS)
    if unknown:
        raise ValueError(f"Cells are not broken down by {', '.join(sorted(unknown))}.")
    return added([cells], by=(*by, "quarter", "provisional"), counts=COUNTS).select(
        [name for name in DIMENSIONS if name == "quarter" or name in by] + [*COUNTS, "provisional"]
    )


def yearly(cells: pa.Table, *, ending: str) -> pa.Table:
    """Add the four quarters that end with `ending` (such as `2013Q3`); the column `year` says which they are.

    Provisional when any of the four is. Raises ValueError when a quarter has nobody in it at all: a sum over fewer
    than four caseloads is not a year.
    """
    quarters = four_quarters(ending)
    present = set(cells["quarter"].to_pylist())
    missing = [quarter for quarter in quarters if quarter not in present]
    if missing:
        raise ValueError(f"The year that ends with {ending} is not whole: nobody is counted in {', '.join(missing)}.")
    chosen = cells.filter(pa.compute.is_in(cells["quarter"], pa.array(quarters)))
    kept = [name for name in DIMENSIONS if name in cells.column_names and name != "quarter"]
    year = added([chosen], by=kept, counts=COUNTS)
    provisional = any(chosen["provisional"].to_pylist())
    year = year.append_column("provisional", pa.array([provisional] * len(year), pa.bool_()))
    return year.add_column(0, "year", pa.array([f"{quarters[0]} to {quarters[-1]}"] * len(year), pa.string()))


def four_quarters(ending: str) -> list[str]:
    """Return the labels of a quarter and the three before it, oldest first."""
    number = int(ending[:4]) * 4 + int(ending[5]) - 1
    return [f"{n // 4:04d}Q{n % 4 + 1}" for n in range(number - 3, number + 1)]


def cells_hash(cells: pa.Table) -> str:
    """Return the SHA-256 of every name and value in order: equal hashes are equal tables."""
    digest = hashlib.sha256("\x1f".join(cells.column_names).encode())
    for row in zip(*(cells[name].to_pylist() for name in cells.column_names), strict=True):
        digest.update(("\x1e" + "\x1f".join(map(str, row))).encode())
    return digest.hexdigest()
