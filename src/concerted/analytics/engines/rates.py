"""Rates with their intervals, made from whole numbers at the very end."""

from collections import defaultdict
from collections.abc import Sequence

import pyarrow as pa

from concerted.analytics.engines.cells import DIMENSIONS, roll_up, yearly
from concerted.analytics.intervals import Interval, clustered, mean, wilson


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


def with_means(rates: pa.Table, *, intervals: bool) -> pa.Table:
    """Return a table of rates with reoffences per reoffender and per offender, each with `…_low` and `…_high`.

    A mean over nobody is null. So is an interval of one person, or of people who are all alike; `intervals` False
    leaves all of them null, as for added quarters, in which a person may stand several times.
    """
    for name, people in (("per_reoffender", "reoffenders"), ("per_offender", "offenders")):
        triples = zip(
            *(rates[column].to_pylist() for column in ("reoffences", "reoffences_squared", people)), strict=True
        )
        rows = [
            (total / n if n else None, mean(total, squares, n) if intervals else None) for total, squares, n in triples
        ]
        columns = {
            name: [middle for middle, _ in rows],
            f"{name}_low": [interval and interval.low for _, interval in rows],
            f"{name}_high": [interval and interval.high for _, interval in rows],
        }
        for column, values in columns.items():
            rates = rates.append_column(column, pa.array(values, pa.float64()))
    return rates


def _with_rates(cells: pa.Table, intervals: list[Interval]) -> pa.Table:
    pairs = zip(cells["reoffenders"].to_pylist(), cells["offenders"].to_pylist(), strict=True)
    rates = [part / whole for part, whole in pairs]
    columns = {"rate": rates, "low": [one.low for one in intervals], "high": [one.high for one in intervals]}
    for name, values in columns.items():
        cells = cells.append_column(name, pa.array(values, pa.float64()))
    return cells
