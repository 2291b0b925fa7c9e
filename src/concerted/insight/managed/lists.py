"""Who was managed when, and who was on the list of a day by what was known on it."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from concerted.analytics.evaluation.sham import Listed, Managed
from concerted.analytics.harm.many import harm_many
from concerted.analytics.harm.weights import HUNDREDTHS
from concerted.analytics.risk.all_reoffending_predictor import band
from concerted.cases.models import Step
from concerted.cases.programme import Programme
from concerted.people.deriving.likelihood import PROBATION, adults, newest_scores, our_inputs
from concerted.people.deriving.reading import with_start


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


def lists_of(proven: pa.Table, everybody: pa.Table, sent: pa.Table) -> Callable[[date], Sequence[Listed]]:
    """Return how to make the list of a day from everything proven, everybody with a record, and probation's scores.

    On the list are adults by every birth date, convicted or cautioned by the day, with a likelihood: probation's newest
    score of the day, else ours (S13, S14). Persons are as they are linked today.
    """

    def listed_on(on: date) -> list[Listed]:
        known = with_start(proven.filter(pc.less_equal(proven["proven_on"], pa.scalar(on, pa.date32()))), on)
        grown = adults(everybody, on)
        grown = grown.filter(pc.is_valid(grown["born_on"]))
        ours = our_inputs(known, grown, on)
        percents = dict(zip(ours["person_id"].to_pylist(), ours["percent"].to_pylist(), strict=True))
        scored = sent.filter(pc.less_equal(sent["scored_on"], pa.scalar(on, pa.date32())))
        theirs = {r["person_id"]: r["percent"] for r in newest_scores(scored, grown) if r["sent_by"] == PROBATION}
        return [
            Listed(
                row["person_id"], band(percent), row["events_12"], round(row["harm_12"] * HUNDREDTHS), float(percent)
            )
            for row in harm_many(known, on, months=(12,)).to_pylist()
            for percent in (theirs.get(row["person_id"], percents.get(row["person_id"])),)
            if percent is not None and row["person_id"] in percents
        ]

    return listed_on
