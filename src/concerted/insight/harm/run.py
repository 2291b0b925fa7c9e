"""Weighs the offences of a snapshot and writes what people, places and offence groups stand for, and the turnover."""

from collections.abc import Callable
from dataclasses import asdict

import pyarrow as pa
import pyarrow.parquet as pq
from django.db import transaction

from concerted.access.scoping import scope_id
from concerted.analytics.disclosure.settings import Settings
from concerted.analytics.harm.adults import offences_of_adults
from concerted.analytics.harm.concentration import NOBODY, By, Sum, most_first, on_both, on_list, power_few
from concerted.analytics.harm.groups import harm_by
from concerted.analytics.harm.many import harm_many
from concerted.analytics.harm.weights import default_edition
from concerted.figures.models import HarmCell, HarmTurnover, Run
from concerted.insight.harm.marks import LIST_PERCENT, MARKS, MEASURE, MONTHS, YEARS
from concerted.insight.recorded import new_run
from concerted.insight.snapshot import Snapshot
from concerted.kernel.days import months_after


def measure_harm(snapshot: Snapshot, say: Callable[[str], None] = lambda text: None) -> Run:
    """Weigh a snapshot by the edition that ships; earlier runs stay as they were."""
    say("Harm")
    extract = snapshot.extract
    events = offences_of_adults(pq.read_table(extract.events), pq.read_table(extract.persons))
    cells = [*_people(events, snapshot), *_by(events, snapshot)]
    turnover = _turnover(events, snapshot)
    definition = (
        f"Proven offences committed in the {MONTHS} months before the day of the data at the age of 18 or older, with "
        f"the conviction or caution by that day, weighed in days by: {default_edition().name}."
    )
    scope = scope_id("unit", "figures")
    with transaction.atomic():
        run = new_run(
            MEASURE,
            edition=default_edition().name,
            definition=definition,
            snapshot=snapshot,
            rows=[str(row) for row in (*cells, *turnover)],
            left_out={"offences without a day": snapshot.without_offence_day},
        )
        HarmCell.objects.bulk_create(
            HarmCell(run=run, scope_id=scope, view=view, label=label, **asdict(total)) for view, label, total in cells
        )
        HarmTurnover.objects.bulk_create(HarmTurnover(run=run, scope_id=scope, **row) for row in turnover)
    return run


def _people(events: pa.Table, snapshot: Snapshot) -> list[tuple[str, str, Sum]]:
    """Return the points of both curves, by harm and by number of offences, and everybody together."""
    harm = harm_many(events, snapshot.extract.as_at, months=(MONTHS,))
    found: list[tuple[str, str, Sum]] = []
    orders: tuple[tuple[str, By], ...] = (("people", "harm"), ("offenders", "offences"))
    for view, by in orders:
        ordered = most_first(harm, MONTHS, by=by)
        found += [(view, "", total) for total in power_few(ordered, (*MARKS, *range(1, 100)), Settings().threshold)]
    return [*found, ("whole", "", sum((one.year for one in ordered), NOBODY))]


def _by(events: pa.Table, snapshot: Snapshot) -> list[tuple[str, str, Sum]]:
    on = snapshot.extract.as_at
    places = [("place", label, total) for label, total in harm_by(events, "area", on, months=MONTHS).items()]
    return places + [("group", label, total) for label, total in harm_by(events, "group", on, months=MONTHS).items()]


def _turnover(events: pa.Table, snapshot: Snapshot) -> list[dict[str, object]]:
    """Return how many people stand on the lists of each two years, by what was proven at the end of each year."""
    days = [months_after(snapshot.extract.as_at, -MONTHS * back) for back in range(YEARS)]
    lists = [on_list(most_first(harm_many(events, on, months=(MONTHS,)), MONTHS), LIST_PERCENT) for on in days]
    return [
        {
            "ends_on": days[here],
            "other_on": days[there],
            "listed": len(lists[here]),
            "other_listed": len(lists[there]),
            "on_both": count,
        }
        for (here, there), count in on_both(lists).items()
    ]
