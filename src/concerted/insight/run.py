"""Runs the measures over a snapshot and writes their cells into figures, with all that makes them checkable."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.compute as pc
from django.db import transaction
from django.utils import timezone

from concerted.access.scoping import scope_id
from concerted.analytics.engines import duckdb_shards
from concerted.analytics.engines.cells import cells_hash, four_quarters, roll_up_times
from concerted.analytics.measures.register import measures
from concerted.analytics.measures.specification import Shows, Specification
from concerted.audit.record import record
from concerted.figures.models import Cell, Repeats, Run, Times
from concerted.insight.adults import ADULTS, may_hold_adults
from concerted.insight.harm.run import measure_harm
from concerted.insight.managed.run import measure_managed
from concerted.insight.snapshot import Snapshot, take
from concerted.people.models import LinkageRun

QUARTERS_KEPT = 20
"""Quarters of which cells are kept: five years, the span that pages show; a display choice, not a definition."""
YEARS_WITH_PERSONS = 6
"""Complete quarter ends for which the persons behind four added quarters are counted, newest first."""
BREAKDOWNS = tuple(c for n in range(4) for c in combinations(("area", "age_band", "sex"), n))


def measure_county(as_at: date, say: Callable[[str], None] = lambda text: None) -> list[Run]:
    """Take a snapshot and run every declared measure on it; the cells of earlier runs stay as they were."""
    with TemporaryDirectory(prefix="concerted-snapshot-") as folder:
        say("taking a snapshot")
        snapshot = take(Path(folder), as_at)
        runs = [_run(replace(spec, ages=ADULTS), snapshot, say) for spec in measures().values() if is_run(spec)]
        return [*runs, measure_harm(snapshot, say), *measure_managed(snapshot, say)]


def is_run(spec: Specification) -> bool:
    """Say whether a measure is run: it may hold adults, and it is not the frequency of another measure's cells."""
    return may_hold_adults(spec) and spec.shows is not Shows.FREQUENCY


def _run(spec: Specification, snapshot: Snapshot, say: Callable[[str], None]) -> Run:
    say(f"{spec.title}, {spec.edition}")
    if spec.shows is Shows.TIME:
        rows = _kept(duckdb_shards.times(spec, snapshot.extract))
        with transaction.atomic():
            run = _recorded(spec, snapshot, rows)
            Times.objects.bulk_create((Times(run=run, **row) for row in _times(rows)), batch_size=5000)
        return run
    rows = _kept(duckdb_shards.cells(spec, snapshot.extract))
    repeats = [] if spec.cohort_quarters == 4 else list(_repeats(spec, snapshot, rows))
    with transaction.atomic():
        run = _recorded(spec, snapshot, rows)
        Cell.objects.bulk_create((Cell(run=run, **row) for row in _cells(rows)), batch_size=5000)
        Repeats.objects.bulk_create((Repeats(run=run, **row) for row in repeats), batch_size=5000)
    return run


def _kept(rows: pa.Table) -> pa.Table:
    """Return the rows of the newest quarters."""
    newest = max(rows["quarter"].to_pylist(), default="")
    kept = _last_quarters(newest, QUARTERS_KEPT) if newest else []
    return rows.filter(pc.is_in(rows["quarter"], pa.array(kept, pa.string())))


def _recorded(spec: Specification, snapshot: Snapshot, rows: pa.Table) -> Run:
    linkage = LinkageRun.objects.order_by("-id").first()
    run: Run = Run.objects.create(
        measure=spec.code,
        edition=spec.edition,
        definition=spec.sentence(),
        definition_version=spec.version,
        as_at_on=snapshot.extract.as_at,
        ran_at=timezone.now(),
        data_hash=snapshot.data_hash,
        linkage_version=linkage.version if linkage else "none",
        engine="DuckDB by person shard",
        cells_hash=cells_hash(rows),
        left_out={
            "outside the ages counted": duckdb_shards.outside_ages(spec, snapshot.extract),
            "custody sentences without a release in the files": snapshot.without_start,
            "offence without a day": snapshot.without_offence_day,
        },
    )
    record("measure.run", measure=spec.code, run=run.pk, cells=len(rows))
    return run


def _sex(found: str) -> str:
    """Return M, F or, for not known, a dash: empty means "not broken down"."""
    return found if found in ("M", "F") else "-"


def _last_quarters(newest: str, count: int) -> list[str]:
    found = [newest]
    while len(found) < count:
        found.append(four_quarters(found[-1])[2])
    return found


def quarter_end(quarter: str) -> date:
    """Return the last day of a quarter such as `2026Q3`."""
    year, number = int(quarter[:4]), int(quarter[5])
    return date(year, number * 3, 31 if number in (1, 4) else 30)


def _cells(cells: pa.Table) -> Iterable[dict[str, object]]:
    scope = scope_id("unit", "figures")
    for row in cells.to_pylist():
        yield {**row, "scope_id": scope, "ends_on": quarter_end(row["quarter"]), "sex": _sex(row["sex"])}


def _times(times: pa.Table) -> Iterable[dict[str, object]]:
    """Yield the days of the whole county: those of smaller groups would be days of single people."""
    scope = scope_id("unit", "figures")
    for row in roll_up_times(times, ()).to_pylist():
        yield {**row, "scope_id": scope, "ends_on": quarter_end(row["quarter"])}


def _repeats(spec: Specification, snapshot: Snapshot, cells: pa.Table) -> Iterable[dict[str, object]]:
    """Count persons over four added quarters, for each breakdown that the page offers."""
    scope = scope_id("unit", "figures")
    complete = cells.filter(pc.invert(cells["provisional"]))
    quarters = sorted(set(complete["quarter"].to_pylist()), reverse=True)
    whole = [ending for ending in quarters[:YEARS_WITH_PERSONS] if set(four_quarters(ending)) <= set(quarters)]
    found = duckdb_shards.repeats_of(spec, snapshot.extract, endings=whole, breakdowns=BREAKDOWNS)
    for (ending, by), table in found.items():
        for row in table.to_pylist():
            given = {name: _sex(row[name]) if name == "sex" else row[name] for name in by}
            yield {
                "scope_id": scope,
                "ends_on": quarter_end(ending),
                **given,
                "counted": row["n"],
                "reoffended": row["r"],
                "persons": row["persons"],
            }
