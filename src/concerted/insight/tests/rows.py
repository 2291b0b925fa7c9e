"""Runs and cells for tests of pages: the counts as they are written, without a snapshot."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from concerted.access.scoping import scope_id
from concerted.analytics.measures.register import measure
from concerted.figures.models import Cell, Repeats, Run, Times
from concerted.insight.run import quarter_end
from concerted.web.testing.engine import as_engine

EIGHT = ("2024Q1", "2024Q2", "2024Q3", "2024Q4", "2025Q1", "2025Q2", "2025Q3", "2025Q4")


def run_of(code: str) -> Run:
    """Create a run of a measure."""
    spec = measure(code)
    run: Run = Run.objects.using("engine").create(
        measure=code, edition=spec.edition, definition=spec.sentence(), definition_version=spec.version,
        as_at_on=date(2026, 11, 24), ran_at=timezone.now(), data_hash="f" * 64, linkage_version="1", engine="tests",
        cells_hash="0" * 64,
    )  # fmt: skip
    return run


def write_cells(
    run: Run, quarter: str, counts: dict[tuple[str, str, str], tuple[int, int]], *, late: bool = False
) -> None:
    """Write cells by (area, age band, sex) as people and how many reoffended, three times each."""
    with as_engine():
        scope = scope_id("unit", "figures")
        for (area, band, sex), (people, again) in counts.items():
            Cell.objects.create(
                run=run, scope_id=scope, quarter=quarter, ends_on=quarter_end(quarter), area=area, age_band=band,
                sex=sex, offenders=people, reoffenders=again, reoffences=3 * again, reoffences_squared=10 * again,
                provisional=late,
            )  # fmt: skip


def write_repeats(run: Run, quarter: str, counted: Iterable[tuple[int, int, int]], **cut: str) -> None:
    """Write, for the year that ends with a quarter, how many persons stood n times and reoffended r times."""
    with as_engine():
        scope = scope_id("unit", "figures")
        for times, again, persons in counted:
            Repeats.objects.create(
                run=run, scope_id=scope, ends_on=quarter_end(quarter), counted=times, reoffended=again,
                persons=persons, **cut,
            )  # fmt: skip


def write_times(run: Run, quarter: str, days: dict[int, tuple[int, int]]) -> None:
    """Write how many first reoffended, and were censored, after so many days."""
    with as_engine():
        scope = scope_id("unit", "figures")
        for day, (again, gone) in days.items():
            Times.objects.create(
                run=run, scope_id=scope, quarter=quarter, ends_on=quarter_end(quarter), days=day, reoffended=again,
                censored=gone,
            )  # fmt: skip
