"""How much of a year's list of the most harmful share of people is on the lists of other years."""

from datetime import date

from concerted.figures.models import HarmTurnover, Run
from concerted.insight.drawing.bars import DESK, PHONE, Bar, drawn
from concerted.insight.harm.marks import LIST_PERCENT, YEARS
from concerted.insight.harm.view import Column, View
from concerted.insight.harm.words import THRESHOLD, may_tell
from concerted.kernel.days import in_words, months_after

HEADING = f"How many of a year's {LIST_PERCENT}% were among it in other years"
CONTEXT = (
    "Northamptonshire, 2010 to 2016: over 95% of each year's list were not on it in other years; a third were people "
    "with one crime (doi 10.1007/s41887-019-00039-7). Another list and another index: context, not a comparison"
)
LIST = (
    f"The {LIST_PERCENT}% of people with the most harm points in a year, among adults proven to have offended in it, "
    "by what was proven at its end. Equals: those with more offences first. The share is a display choice"
)
LESSON = "Last year's harm says little about next year's. Nobody is chosen for anything by it alone"
SAYS_SOMETHING = 0.5
"""A bound under a half would only tell of the threshold."""
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
    compared = [row for day in shown if (row := rows.get((day, months_after(day, -12)))) is not None]
    latest = next((row for row in compared if row.ends_on == run.as_at_on), None)
    if latest is None:
        return View(HEADING, f"Hidden: the {LIST_PERCENT}% of people are fewer than {THRESHOLD}.", f"{LESSON}.")
    bars = [Bar(_short(row.ends_on), _new_in_words(row), _least_new(row)) for row in compared]
    told = [bar.length for bar in bars if bar.length is not None]
    finding = f"Of each year's list, at least {min(told):.0%} were not on it the year before" if told else ""
    return View(
        heading=HEADING,
        bold=not_before(latest),
        rest=f"{LESSON}.",
        finding=finding,
        charts=tuple(drawn(bars, finding, frame) for frame in (DESK, PHONE)) if told else (),
        not_drawn="" if told else f"The lists are so short that every count is hidden: fewer than {THRESHOLD} people.",
        order="Of each year's list, how many were on it in other years",
        columns=COLUMNS,
        rows=tuple(_row(day, listed[day], rows) for day in shown),
        hidden=f"Counts of fewer than {THRESHOLD} people, and those that leave fewer than {THRESHOLD} others.",
        quote=f"In the 12 months before {in_words(run.as_at_on)}: {_lower(not_before(latest))}" if told else "",
        notes=(("The list", LIST), ("Elsewhere", CONTEXT)),
        file_head=("year_to", "people", "other_year_to", "people_of_other_year", "on_both"),
        file=tuple(
            (row.ends_on, row.listed, row.other_on, row.other_listed, row.on_both if _told(row) else "hidden")
            for row in sorted(rows.values(), key=lambda row: (row.ends_on, row.other_on))
            if row.listed >= THRESHOLD and row.other_listed >= THRESHOLD
        ),
    )


def _told(row: HarmTurnover) -> bool:
    return may_tell(row.on_both, row.listed, row.other_listed)


def _most_on_both(row: HarmTurnover) -> int:
    """Return how many may be on both lists as far as a reader is told: the count, or the most that a hidden one can be.

    A count that is hidden for the few whom it leaves over is told as everybody.
    """
    if _told(row):
        return row.on_both
    return min(THRESHOLD - 1, row.listed) if row.on_both < THRESHOLD else row.listed


def _least_new(row: HarmTurnover) -> float | None:
    """Return the share of a list that was not on the other, or the least it can be; None where that says nothing."""
    share = 1 - _most_on_both(row) / row.listed
    return share if _told(row) or share >= SAYS_SOMETHING else None


def _new_in_words(row: HarmTurnover) -> str:
    share = _least_new(row)
    return "hidden" if share is None else f"{'' if _told(row) else 'at least '}{share:.0%}"


def not_before(row: HarmTurnover) -> str:
    """Say how many of a list were not on the other: the number, the least that it can be, or that it is hidden."""
    most = f"of the {row.listed:,} people with the most harm points"
    before = f"among the {LIST_PERCENT}% of the year before"
    if _least_new(row) is None:
        return f"How many {most} were {before} is hidden: some part of them is fewer than {THRESHOLD}."
    new = row.listed - _most_on_both(row)
    return f"{'' if _told(row) else 'At least '}{new:,} {most} were not {before}."


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _short(day: date) -> str:
    return f"{day.day} {day:%b} {day.year}"


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
    return (_short(day), f"{listed:,}", *cells)
