"""What a release of a measure's year would say: the drafted cells protected, and what a correction would move."""

from dataclasses import dataclass
from datetime import date
from itertools import combinations, product
from typing import Any, TypeAlias

import pyarrow as pa
from django.db.models import Sum

from concerted.analytics.disclosure import Earlier, Settings, protect
from concerted.analytics.disclosure.lattice import TOTAL
from concerted.analytics.engines.cells import four_quarters
from concerted.analytics.intervals import design_effect
from concerted.analytics.measures.register import measure
from concerted.figures.models import Cell, Release, ReleasedCell, Repeats, Run
from concerted.kernel.errors import Refused

SETTINGS = Settings()
DIMENSIONS = ("area", "age_band", "sex")
YEAR = "year"
COUNTS = ("offenders", "reoffenders", "reoffences")

Tables: TypeAlias = tuple[tuple[str, ...], ...]
Label: TypeAlias = tuple[str, str, str, str]
"""Quarter (or `year`), area, age band, sex; empty for a total."""

Told: TypeAlias = dict[Label, tuple[int, int, int]]
"""Exact counts behind what is told: reoffended, did not, reoffences."""


@dataclass(frozen=True)
class Wanted:
    """What somebody wants to release: a measure's year, in which tables, with its quarters or without."""

    measure: str
    ends_on: date
    tables: Tables
    by_quarter: bool

    @property
    def slug(self) -> str:
        """The name of the series of editions in addresses."""
        return f"{self.measure}-year-to-{self.ends_on:%Y-%m}"

    @property
    def quarters(self) -> tuple[str, ...]:
        """The quarters of which the year is the sum, oldest first; the last alone where each is a year's cohort."""
        last = f"{self.ends_on.year}Q{self.ends_on.month // 3}"
        return (last,) if of_whole_years(self.measure) else tuple(four_quarters(last))

    @property
    def begins_on(self) -> date:
        """The first day of the year, that of the next quarter a year before."""
        next_month = self.ends_on.month % 12 + 1
        return date(self.ends_on.year - (next_month > 1), next_month, 1)

    @property
    def used(self) -> list[str]:
        """The dimensions that any of the tables has."""
        return [name for name in DIMENSIONS if any(name in table for table in self.tables)]


@dataclass(frozen=True)
class Draft:
    """A release before anybody releases it: every line with its state, and the reason that only the analyst reads."""

    wanted: Wanted
    run: Run
    lines: list[dict[str, Any]]
    effect: float
    moved: list[dict[str, str]]

    def count(self, state: str) -> int:
        """How many lines are in a state."""
        return sum(line["state"] == state for line in self.lines)


def wanted_by(release: Release) -> Wanted:
    """Return what a release is of, so that its next edition is of the same."""
    tables = tuple(tuple(table) for table in release.tables)
    return Wanted(release.measure, release.ends_on, tables, release.by_quarter)


def of_whole_years(measure_code: str) -> bool:
    """Say whether a measure counts each person once in twelve months: its quarters overlap and are never added."""
    return measure(measure_code).cohort_quarters == 4


def years_to_release(run: Run) -> list[date]:
    """Return the last days of the years of a run of which all four quarters are complete, newest first."""
    rows = Cell.objects.filter(run=run).values_list("quarter", "ends_on", "provisional").distinct()
    ends = {quarter: ends_on for quarter, ends_on, _ in rows}
    unfinished = {quarter for quarter, _, provisional in rows if provisional}
    complete = set(ends) - unfinished
    whole = of_whole_years(run.measure)
    return sorted((ends[q] for q in complete if whole or set(four_quarters(q)) <= complete), reverse=True)


def latest(measure_code: str) -> Run | None:
    """Return the newest run of a measure that wrote cells which the viewer may see."""
    return Run.objects.filter(measure=measure_code, cells__isnull=False).order_by("-id").first()


def draft(wanted: Wanted, earlier: Release | None = None) -> Draft:
    """Return what a release would say.

    Raises Refused when the year is not complete, nothing is measured, or a small count could be worked out
    (NotProved, which names the cells).
    """
    run = latest(wanted.measure)
    if run is None:
        raise Refused("Nothing is measured yet that could be released.")
    if wanted.ends_on not in years_to_release(run):
        raise Refused(
            "This year is provisional: its follow-up or waiting time is not over. It can be released when it is."
        )
    settled = _told_earlier(wanted, earlier) if earlier else None
    cells = _padded(_cells(run, wanted), wanted, settled)
    told = Earlier(*(_named(each, wanted) for each in settled)) if settled else None
    years = {YEAR: wanted.quarters} if wanted.by_quarter else {}
    ages = measure(wanted.measure).ages
    young = ages.oldest is not None and ages.oldest < 18
    protected = protect(cells, SETTINGS, tables=wanted.tables, years=years, children=young, earlier=told)
    lines = [_line(row) for row in protected.to_pylist()]
    return Draft(wanted, run, lines, _effect(run, wanted.ends_on), _moved(lines, earlier) if earlier else [])


def _cells(run: Run, wanted: Wanted) -> pa.Table:
    """The drafted cells of the year, in the dimensions used; a year without its quarters is one label of time."""
    used = wanted.used
    rows = (
        Cell.objects.filter(run=run, quarter__in=wanted.quarters)
        .values("quarter", "provisional", *used)
        .annotate(**{f"n_{name}": Sum(name) for name in COUNTS})
        .order_by("quarter", *used)
    )
    found = [
        {"quarter": row["quarter"] if wanted.by_quarter else YEAR}
        | {name: row[name] for name in used}
        | {name: row[f"n_{name}"] for name in COUNTS}
        | {"provisional": row["provisional"]}
        for row in rows
    ]
    return pa.Table.from_pylist(found)


def _padded(cells: pa.Table, wanted: Wanted, settled: tuple[Told, Told] | None) -> pa.Table:
    """Add an empty row for a label that an earlier edition had and nobody stands under any more."""
    if settled is None:
        return cells
    keys = [key for each in settled for key in each]
    rows = cells.to_pylist()
    for name in wanted.used:
        number = 1 + DIMENSIONS.index(name)
        for label in sorted({key[number] for key in keys} - {row[name] for row in rows} - {""}):
            first = {n: rows[0][n] for n in ("quarter", *wanted.used)}
            rows.append(first | {name: label} | dict.fromkeys(COUNTS, 0) | {"provisional": False})
    return pa.Table.from_pylist(rows, schema=cells.schema)


def _named(told: Told, wanted: Wanted) -> dict[tuple[str, ...], tuple[int, int, int]]:
    """The same by the names that the cells have where they are protected."""
    places = [0, *(1 + DIMENSIONS.index(name) for name in wanted.used)]
    return {tuple(key[place] or TOTAL for place in places): counts for key, counts in told.items()}


def _line(row: dict[str, Any]) -> dict[str, Any]:
    """A protected line as a released cell is kept: empty for a total or for what is not broken down."""
    return row | {name: "" if row.get(name, TOTAL) == TOTAL else row[name] for name in DIMENSIONS}


def _told_earlier(wanted: Wanted, earlier: Release) -> tuple[Told, Told]:
    """Return the exact counts behind what `earlier` shows, and behind what only editions before it showed.

    Each count is that of the run from which it stands.
    """
    runs = dict(
        Release.objects.filter(slug=earlier.slug, edition__lte=earlier.edition).values_list("edition", "run_id")
    )
    exact = {run: _exact(run, wanted) for run in set(runs.values())}
    shown: Told = {}
    once: Told = {}
    cells = ReleasedCell.objects.filter(release__slug=earlier.slug, release__edition__in=runs, state="shown")
    for cell in cells.select_related("release").order_by("release__edition", "id"):
        key = (cell.quarter, cell.area, cell.age_band, cell.sex)
        since = (cell.reoffenders_since or 1, cell.others_since or 1, cell.reoffences_since or 1)
        first, second, third = (exact[runs[edition]].get(key, (0, 0, 0))[i] for i, edition in enumerate(since))
        (shown if cell.release_id == earlier.pk else once)[key] = (first, second, third)
    return shown, {key: counts for key, counts in once.items() if key not in shown}


def _exact(run: int, wanted: Wanted) -> Told:
    """Add up a run's cells for every label and total of the tables."""
    found: Told = {}
    levels = {
        frozenset(part) for table in wanted.tables for n in range(len(table) + 1) for part in combinations(table, n)
    }
    rows = Cell.objects.filter(run_id=run, quarter__in=wanted.quarters)
    for row in rows.values("quarter", *DIMENSIONS, *COUNTS).iterator():
        counts = (row["reoffenders"], row["offenders"] - row["reoffenders"], row["reoffences"])
        times = (row["quarter"], YEAR) if wanted.by_quarter else (YEAR,)
        for time, level in product(times, levels):
            area, band, sex = (row[name] if name in level else "" for name in DIMENSIONS)
            was = found.get((time, area, band, sex), (0, 0, 0))
            found[(time, area, band, sex)] = (was[0] + counts[0], was[1] + counts[1], was[2] + counts[2])
    return found


def _effect(run: Run, ends_on: date) -> float:
    """The county's design effect of the year, to one decimal upwards: one person may be counted four times."""
    rows = Repeats.objects.filter(run=run, ends_on=ends_on, area="", age_band="", sex="")
    persons = list(rows.values_list("counted", "reoffended", "persons"))
    effect = design_effect(persons) if persons else 1.0
    return max(1.0, -(-effect * 10 // 1) / 10)


def _moved(lines: list[dict[str, Any]], earlier: Release) -> list[dict[str, str]]:
    """Say cell by cell what the earlier edition says and what this one would."""
    before = {(c.quarter, c.area, c.age_band, c.sex): c for c in ReleasedCell.objects.filter(release=earlier)}
    moved = []
    for line in lines:
        key = (line["quarter"], line["area"], line["age_band"], line["sex"])
        old = before.pop(key, None)
        was = _said(old.state, old.reoffenders, old.offenders, old.reoffences) if old else "not in the table"
        now = _said(line["state"], line["reoffenders"], line["offenders"], line["reoffences"])
        if was != now:
            names = dict(zip(("quarter", *DIMENSIONS), key, strict=True))
            moved.append(names | {"earlier": was, "now": now})
    return moved


def _said(state: str, reoffenders: int | None, offenders: int | None, reoffences: int | None) -> str:
    """A cell in a line."""
    if state != "shown":
        return state
    return f"{reoffenders:,} of {offenders:,}, {reoffences:,} reoffences"
