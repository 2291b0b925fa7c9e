"""Rates with their intervals, made from whole numbers at the very end."""

from collections import defaultdict
from collections.abc import Sequence

import pyarrow as pa

from concerted.analytics.engines.cells import DIMENSIONS, roll_up, yearly
from concerted.analytics.intervals import Interval, clustered, wilson


def quarter_rates(cells: pa.Table, by: Sequence[str] = ()) -> pa.Table:
    """Return the cells by quarter and `by`, with rate, low and high (shares); nobody repeats in a quarter."""
    rolled = roll_up(cells, by)
    pairs = zip(rolled["reoffenders"].to_pylist(), rolled["offenders"].to_pylist(), strict=True)
    return _with_rates(rolled, [wilson(part, whole) for part, whole in pairs])


def year_rates(cells: pa.Table, repeats: pa.Table, *, ending: str) -> pa.Table:
    """Return the cells of four added quarters, with rate, low and high: persons who repeat are clustered.

    `repeats` is an engine's answer for the same extract and `ending`; its dimensions are those of the result. Raises
    ValueError when the year is not whole.
    """
    by = [name for name in DIMENSIONS if name in repeats.column_names]
    persons: defaultdict[tuple[str, ...], list[tuple[int, int, int]]] = defaultdict(list)
    for row in repeats.to_pylist():
        persons[tuple(row[name] for name in by)].append((row["n"], row["r"], row["persons"]))
    year = yearly(roll_up(cells, by), ending=ending)
    return _with_rates(year, [clustered(persons[tuple(row[name] for name in by)]) for row in year.to_pylist()])


def _with_rates(cells: pa.Table, intervals: list[Interval]) -> pa.Table:
    pairs = zip(cells["reoffenders"].to_pylist(), cells["offenders"].to_pylist(), strict=True)
    rates = [part / whole for part, whole in pairs]
    columns = {"rate": rates, "low": [one.low for one in intervals], "high": [one.high for one in intervals]}
    for name, values in columns.items():
        cells = cells.append_column(name, pa.array(values, pa.float64()))
    return cells
