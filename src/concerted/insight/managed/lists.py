"""Who was managed when, and who was on the list of a day by what was known on it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from concerted.analytics.evaluation.sham import MONTHS, Listed, Managed
from concerted.analytics.harm.many import weight_table
from concerted.analytics.harm.weights import default_edition
from concerted.analytics.risk.all_reoffending_predictor import band
from concerted.cases.models import Step
from concerted.cases.programme import Programme
from concerted.kernel.days import months_after
from concerted.people.deriving.likelihood import RANKING
from concerted.people.deriving.on_days import percents_on

TOGETHER = 20
"""Days whose lists are made at once: more of them take more memory, one copy of everything proven for each."""

HARM = """
select d.on_date, p.person_id, count(*) as offences,
  coalesce(sum(w.hundredths) filter (where w.basis in ('sourced', 'assumed')), 0)::bigint as hundredths
from proven p join days d on p.offence_on >= d.from_on and p.offence_on < d.on_date and p.proven_on <= d.on_date
left join weights w using (offence_code) group by all"""


def managed_times(programme: Programme) -> dict[str, list[Managed]]:
    """Return when each person was in a managed stage of a programme, in order; leavers stay (their time has an end)."""
    steps: dict[tuple[str, Any], list[tuple[date, str]]] = {}
    rows = Step.objects.filter(case__programme=programme.code).order_by("on", "recorded_at", "id")
    for person, case, on, stage in rows.values_list("case__person_id", "case_id", "on", "stage"):
        steps.setdefault((str(person), case), []).append((on, stage))
    found: dict[str, list[Managed]] = {}
    for (who, _), taken in steps.items():
        ends = [*(on for on, _ in taken[1:]), None]
        for (on, stage), until in zip(taken, ends, strict=True):
            if stage in programme.managed_stages:
                found.setdefault(who, []).append(Managed(on, until))
    return {person: sorted(times, key=lambda time: time.from_on) for person, times in found.items()}


def lists_of(
    days: Iterable[date], proven: pa.Table, everybody: pa.Table, sent: pa.Table
) -> Callable[[date], Sequence[Listed]]:
    """Return how to get the list of a day: from everything proven, everybody with a record, and probation's scores.

    On the list are adults by every birth date, convicted or cautioned by the day, with a likelihood: probation's newest
    score of the day, else ours (S13, S14). Persons are as they are linked today. Lists of several days are made at
    once, in the order of `days`, and kept until one is asked for that is not among them.
    """
    wanted = sorted(set(days))
    theirs = _sent_by_probation(sent)
    kept: dict[date, list[Listed]] = {}

    def listed_on(on: date) -> list[Listed]:
        if on not in kept:
            kept.clear()
            place = wanted.index(on)
            together = wanted[place : place + TOGETHER]
            percents, harm = percents_on(together, proven, everybody), _harm(together, proven)
            kept.update({day: _list(day, percents[day], harm[day], theirs) for day in together})
        return kept[on]

    return listed_on


def _sent_by_probation(sent: pa.Table) -> list[tuple[date, str, float]]:
    rows = sent.filter(pc.starts_with(sent["predictor"], RANKING))
    return list(_rows(rows.select(["scored_on", "person_id", "percent"])))


def _list(
    on: date, ours: dict[str, float | None], harm: dict[str, tuple[int, int]], theirs: list[tuple[date, str, float]]
) -> list[Listed]:
    newest = {person: percent for scored_on, person, percent in theirs if scored_on <= on}
    return [
        Listed(person, band(percent), *harm.get(person, (0, 0)), float(percent))
        for person, our in ours.items()
        for percent in (newest.get(person, our),)
        if percent is not None
    ]


def _harm(days: Iterable[date], proven: pa.Table) -> dict[date, dict[str, tuple[int, int]]]:
    """Return each day's offences and hundredths of harm points of each person with any, as `harm_many` counts them."""
    found: dict[date, dict[str, tuple[int, int]]] = {on: {} for on in days}
    windows = {"on_date": list(found), "from_on": [months_after(on, -MONTHS) for on in found]}
    with duckdb.connect() as connection:
        connection.register("proven", proven)
        connection.register("weights", weight_table(proven["offence_code"], default_edition()))
        connection.register("days", pa.table({name: pa.array(days, pa.date32()) for name, days in windows.items()}))
        rows = connection.sql(HARM).to_arrow_table()
    for on, person, offences, hundredths in _rows(rows):
        found[on][person] = (offences, hundredths)
    return found


def _rows(table: pa.Table) -> Iterator[tuple[Any, ...]]:
    return zip(*(column.to_pylist() for column in table.columns), strict=True)
