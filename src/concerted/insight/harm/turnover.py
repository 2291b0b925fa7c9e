"""How much of a year's list of the most harmful share of people is on the lists of other years."""

from datetime import date

from concerted.analytics.intervals import wilson
from concerted.figures.models import HarmTurnover, Run
from concerted.insight.drawing.rate_chart import DESK, PHONE, Point, drawn
from concerted.insight.harm.run import LIST_PERCENT, YEARS
from concerted.insight.harm.view import Column, View
from concerted.insight.harm.words import THRESHOLD, may_tell, part_of
from concerted.kernel.days import in_words, months_after

HEADING = f"How many of a year's {LIST_PERCENT}% were among it in other years"
CONTEXT = (
    "Northamptonshire, 2010 to 2016: over 95% of each year's list were not on it in other years; a third were people "
    "with one crime (doi 10.1007/s41887-019-00039-7). Another list and another index: context, not a comparison"
)
LESSON = "Last year's harm says little about next year's. Nobody is chosen for anything by it alone"
COLUMNS = (
    Column("Year to", numeric=False),
    Column("People"),
    Column("Also the year before"),
    Column("A year later", desk=True),
    Column("Two years later", desk=True),
    Column("Three years later", desk=True),
)
LATER = (-12, 12, 24, 36)


def turnover(run: Run) -> View:
    """Return the view: for each year, how many of its list are on that of the year before and of the years after."""
    rows = {(row.ends_on, row.other_on): row for row in HarmTurnover.objects.filter(run=run)}
    days = [months_after(run.as_at_on, -12 * back) for back in range(YEARS)]
    listed = {row.ends_on: row.listed for row in rows.values()}
    shown = [day for day in days if listed.get(day, 0) >= THRESHOLD]
    table = tuple(_row(day, listed[day], rows) for day in shown)
    whisked = [point for day in reversed(shown) if (point := _point(day, rows)) is not None]
    finding = _finding(whisked)
    latest = rows.get((run.as_at_on, months_after(run.as_at_on, -12)))
    return View(
        heading=HEADING,
        bold=_bold(latest) if shown and latest else f"Hidden: the list of each year is fewer than {THRESHOLD} people.",
        rest=f"{LESSON}.",
        finding=finding,
        charts=tuple(drawn(whisked, finding, frame) for frame in (DESK, PHONE)) if len(whisked) > 1 else (),
        not_drawn="" if len(whisked) > 1 else f"Too few years have counts of {THRESHOLD} people or more for a chart.",
        columns=COLUMNS,
        rows=table,
        hidden=f"Counts of fewer than {THRESHOLD} people, and those that leave fewer than {THRESHOLD} others.",
        quote=_quote(latest) if shown and latest else "",
        notes=(("The list", _list_words()), ("Elsewhere", f"{CONTEXT}.")),
        file_head=("year_to", "people", "other_year_to", "people_of_other_year", "on_both"),
        file=tuple(
            (row.ends_on, row.listed, row.other_on, row.other_listed, row.on_both if _told(row) else "hidden")
            for row in sorted(rows.values(), key=lambda row: (row.ends_on, row.other_on))
            if row.listed >= THRESHOLD and row.other_listed >= THRESHOLD
        ),
    )


def _told(row: HarmTurnover) -> bool:
    return may_tell(row.on_both, row.listed, row.other_listed)


def _bold(row: HarmTurnover) -> str:
    told = part_of(row.on_both, row.listed, row.other_listed)
    return f"{told} people with the most harm points in the year were among the {LIST_PERCENT}% of the year before."


def _list_words() -> str:
    return (
        f"The {LIST_PERCENT}% of people with the most harm points in a year, among adults proven to have offended in "
        "it, by what was proven at its end. Equals: those with more offences first. The share is a display choice"
    )


def _row(day: date, listed: int, rows: dict[tuple[date, date], HarmTurnover]) -> tuple[str, ...]:
    cells = []
    for months in LATER:
        row = rows.get((day, months_after(day, months)))
        if row is None:
            cells.append("not yet" if months > 0 else "not counted")
        elif _told(row):
            cells.append(f"{row.on_both / row.listed:.1%} ({row.on_both:,})")
        elif row.on_both < THRESHOLD:
            cells.append(f"fewer than {THRESHOLD}")
        else:
            cells.append("hidden")
    return (f"{day.day} {day:%b} {day.year}", f"{listed:,}", *cells)


def _point(day: date, rows: dict[tuple[date, date], HarmTurnover]) -> Point | None:
    row = rows.get((day, months_after(day, -12)))
    if row is None or not _told(row):
        return None
    low, high = wilson(row.on_both, row.listed)
    return Point(day, row.on_both / row.listed, low, high, provisional=False)


def _finding(points: list[Point]) -> str:
    if not points:
        return ""
    rates = [point.rate for point in points]
    return f"Of each year's list, {min(rates):.0%} to {max(rates):.0%} were on it the year before"


def _quote(row: HarmTurnover) -> str:
    told = part_of(row.on_both, row.listed, row.other_listed)
    return (
        f"Of the {LIST_PERCENT}% of adults with the most harm points in the year to {in_words(row.ends_on)}, "
        f"{told[:1].lower()}{told[1:]} were among that share the year before."
    )
