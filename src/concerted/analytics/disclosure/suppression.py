"""One table of one's own, as the command line prints it: fit to be handed on."""

from typing import Any

import pyarrow as pa

from concerted.analytics.disclosure.lattice import TOTAL
from concerted.analytics.disclosure.protection import COUNTS, TIME, protect
from concerted.analytics.disclosure.settings import Settings


def suppressed(cells: pa.Table, settings: Settings, *, totals: bool = False, children: bool = False) -> pa.Table:
    """Return the cells of one asked table, protected as if every total over each of its dimensions were known too.

    `cells`: text columns are dimensions (any of area, quarter, age_band, sex, or others), then whole numbers
    `offenders`, `reoffenders`, `reoffences`, and `provisional`; other columns are left out. Quarters (or other times)
    are protected each by itself: no sum over time is taken to be known. `children` says that the cells hold children
    where no age band tells.

    The result has one line for every combination of the labels that occur in a quarter, in the order of `cells`'
    dimensions: the dimensions; `offenders`, `reoffenders`, `reoffences` (rounded; null unless shown); `rate` (of the
    rounded counts; null where hidden); `state`: "shown", "hidden", or "not released" (provisional; children without a
    threshold). With `totals` also the lines of the totals, their dimension saying "total". Raises NotProved (exit
    status 2) when a small count could be worked out all the same.
    """
    dimensions = [f.name for f in cells.schema if pa.types.is_string(f.type)]
    kept = cells.select([*dimensions, *COUNTS, "provisional"])
    by = [name for name in dimensions if name != TIME]
    parts = [protect(part, settings, tables=[by], children=children) for part in _by_time(kept)]
    columns = [*dimensions, *COUNTS, "rate", "state"]
    if not parts:
        return protect(kept, settings, tables=[by], children=children).select(columns)
    whole = pa.concat_tables(parts).select(columns)
    return whole if totals else _without_totals(whole, by)


def _by_time(cells: pa.Table) -> list[pa.Table]:
    """Cut a table into its quarters."""
    if TIME not in cells.column_names:
        return [cells] if len(cells) else []
    times: list[Any] = list(dict.fromkeys(cells[TIME].to_pylist()))
    found = cells[TIME].to_pylist()
    return [cells.filter(pa.array([each == time for each in found], pa.bool_())) for time in times]


def _without_totals(table: pa.Table, by: list[str]) -> pa.Table:
    rows = table.select(by).to_pylist()
    return table.filter(pa.array([TOTAL not in row.values() for row in rows], pa.bool_()))
