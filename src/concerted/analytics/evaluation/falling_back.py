"""Regression to the mean, shown on the county's own people: who is chosen at a peak falls back, whatever is done."""

from collections.abc import Collection
from datetime import date
from typing import Any

import duckdb
import pyarrow as pa

from concerted.analytics.evaluation.followed import MONTHS, before_and_after
from concerted.analytics.evaluation.ratios import Sums, sums
from concerted.analytics.harm.concentration import rank_of
from concerted.kernel.days import months_after

WARNING = (
    "People are chosen when they have offended much. Part of that is chance, and chance does not repeat itself: their "
    "number of offences falls back whether anything is done or not. A fall after being chosen is to be expected, and "
    "by itself shows nothing (regression to the mean)."
)


def chosen_by_count(events: pa.Table, on: date, percent: float) -> list[Any]:
    """Return the people who committed most in the 12 months before a day, by what was proven on it.

    They are that share of everybody with such an offence, the nearest whole number; equals are taken in order of their
    number.
    """
    with duckdb.connect() as connection:
        connection.register("events", events.select(["person_id", "offence_on", "proven_on"]))
        rows = connection.execute(
            "select person_id from events where offence_on >= $from_on and offence_on < $on and proven_on <= $on "
            "group by 1 order by count(*) desc, person_id",
            {"from_on": months_after(on, -MONTHS), "on": on},
        ).fetchall()
    return [person for (person,) in rows[: rank_of(len(rows), percent)]] if rows else []


def falling_back(
    events: pa.Table, on: date, *, percent: float = 5.0, leave_out: Collection[Any] = ()
) -> tuple[Sums, Sums]:
    """Return offences 12 months before and after a day of those chosen by nothing but last year's number, and of all.

    `leave_out` are people to whom something was done; they are in neither group, so that the fall of the chosen comes
    from the choice, and from what happens to everybody anyway. After / before of the first is what a scheme that does
    nothing would show: 0.61 for the highest 5 per cent in our trial on invented data. The day must lie far enough back
    for both windows to be proven.
    """
    kept = events.filter(_not_in(events["person_id"], leave_out))
    everybody = sorted(set(kept["person_id"].to_pylist()))
    chosen = set(chosen_by_count(kept, on, percent))
    days = pa.table(
        {
            "person_id": pa.array(everybody, type=kept.schema.field("person_id").type),
            "chosen_on": pa.array([on] * len(everybody), type=pa.date32()),
        }
    )
    rows = before_and_after(kept, days).to_pylist()
    numbers = [(row["person_id"] in chosen, (row["before"], row["after"])) for row in rows]
    active = [pair for _, pair in numbers if any(pair)]
    return sums([pair for is_chosen, pair in numbers if is_chosen]), sums(active)


def _not_in(persons: pa.ChunkedArray, leave_out: Collection[Any]) -> pa.Array:
    gone = set(leave_out)
    return pa.array([person not in gone for person in persons.to_pylist()], type=pa.bool_())
