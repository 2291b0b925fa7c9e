"""Follows the managed cohort and its sham cohort, and writes sums of both; never those of one alone (S26)."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import date

import pyarrow as pa
from django.db import transaction

from concerted.access.scoping import scope_id
from concerted.analytics.disclosure.settings import Settings
from concerted.analytics.evaluation.falling_back import falling_back
from concerted.analytics.evaluation.followed import COUNTED, MONTHS, PROOF, before_and_after, is_followed
from concerted.analytics.evaluation.ratios import Sums, across, sums
from concerted.analytics.evaluation.sham import MATCHING, Managed, Pair, Taken, paired, whole_waves
from concerted.analytics.harm.adults import offences_of_adults
from concerted.cases.programme import Programme, find_programmes
from concerted.figures.models import BeforeAfter, Run
from concerted.insight.managed.lists import lists_of, managed_times
from concerted.insight.managed.names import MEASURE, NOBODY_LIKE, NOT_OVER, WAITING
from concerted.insight.recorded import new_run
from concerted.insight.snapshot import Snapshot
from concerted.kernel.days import months_after
from concerted.people.deriving.reading import persons, proven_offences, sent_scores

CHOSEN_PERCENT = 5.0
"""The share of people chosen by nothing but last year's number, as in the trial that found 0.61: a display choice."""


def measure_managed(snapshot: Snapshot, say: Callable[[str], None] = lambda text: None) -> list[Run]:
    """Follow each programme that manages people, as at the snapshot's day; earlier runs stay as they were."""
    as_at = snapshot.extract.as_at
    proven, everybody = proven_offences(as_at), persons()
    sent = sent_scores(as_at)
    counted = offences_of_adults(proven, everybody)
    runs = []
    for programme in find_programmes().values():
        if programme.managed_stages:
            say(f"{programme.short}: the cohort beside a sham cohort")
            times = managed_times(programme)
            taken = [Taken(person, spells[0].from_on) for person, spells in times.items()]
            followed = [one for one in taken if is_followed(one.on, as_at)]
            listed_on = lists_of((one.on for one in followed), proven, everybody, sent)
            pairs, alone = paired(followed, listed_on, times)
            runs.append(_written(programme, snapshot, counted, times, taken, pairs, len(alone)))
    return runs


def _written(
    programme: Programme,
    snapshot: Snapshot,
    proven: pa.Table,
    times: dict[str, list[Managed]],
    taken: list[Taken],
    pairs: list[Pair],
    alone: int,
) -> Run:
    as_at, size = snapshot.extract.as_at, Settings().threshold
    waves = whole_waves(pairs, size)
    chosen_on = months_after(as_at, -(MONTHS + PROOF))
    rows = [*_beside(waves, proven), *_falling_back(proven, chosen_on, times)]
    if not waves:
        rows = [{"who": "managed", **_row(sums([])), "enough_on": _enough_on(taken, size)}, *rows]
    scope = scope_id("unit", "figures")
    with transaction.atomic():
        run = new_run(
            f"{MEASURE}{programme.code}",
            edition=f"{MONTHS} + {MONTHS} months, {PROOF} more for proof",
            definition=f"People in the stage {_stages(programme)} of {programme.title}, from the day on which they "
            f"first entered it, whether they left later or not. {COUNTED} Offences under 18 are left out. {MATCHING}",
            snapshot=snapshot,
            rows=[str(row) for row in rows],
            left_out={
                NOT_OVER: sum(not is_followed(one.on, as_at) for one in taken),
                NOBODY_LIKE: alone,
                WAITING: len(pairs) - len(waves),
            },
        )
        BeforeAfter.objects.bulk_create(BeforeAfter(run=run, scope_id=scope, **row) for row in rows)
    return run


def _stages(programme: Programme) -> str:
    return " or ".join(f"“{programme.stage(code).title}”" for code in programme.managed_stages)


def _beside(pairs: list[Pair], proven: pa.Table) -> list[dict[str, object]]:
    """Return the row of the managed with that of their sham cohort; neither where there are no pairs."""
    if not pairs:
        return []
    managed = _numbers([(pair.taken.person, pair.taken.on) for pair in pairs], proven)
    sham = _numbers([(pair.sham, pair.taken.on) for pair in pairs], proven)
    first = _row(sums(managed))
    first["products"] = {**_kept(sums(managed)), **asdict(across(managed, sham))}
    return [{"who": "managed", **first}, {"who": "sham", **_row(sums(sham))}]


def _numbers(chosen: list[tuple[str, date]], proven: pa.Table) -> list[tuple[int, int]]:
    """Return (before, after) of each, in the given order: a person may be followed from two days."""
    table = pa.table(
        {
            "person_id": pa.array([person for person, _ in chosen], pa.string()),
            "chosen_on": pa.array([on for _, on in chosen], pa.date32()),
        }
    )
    found = {
        (r["person_id"], r["chosen_on"]): (r["before"], r["after"]) for r in before_and_after(proven, table).to_pylist()
    }
    return [found[one] for one in chosen]


def _falling_back(proven: pa.Table, on: date, times: dict[str, list[Managed]]) -> list[dict[str, object]]:
    chosen, everybody = falling_back(proven, on, percent=CHOSEN_PERCENT, leave_out=times)
    return [
        {"who": "chosen", **_row(chosen), "chosen_on": on},
        {"who": "everybody", **_row(everybody), "chosen_on": on},
    ]


def _kept(of: Sums) -> dict[str, int]:
    return {
        "before_squared": of.before_squared,
        "after_squared": of.after_squared,
        "before_by_own_after": of.before_by_after,
    }


def _row(of: Sums) -> dict[str, object]:
    return {"people": of.people, "before": of.before, "after": of.after, "products": _kept(of)}


def _enough_on(taken: list[Taken], size: int) -> date | None:
    """Return the first day of the month from which a wave can be followed; None while too few were taken."""
    days = sorted(one.on for one in taken)
    if len(days) < size:
        return None
    over = months_after(days[size - 1], MONTHS + PROOF)
    return months_after(over.replace(day=1), 1)
