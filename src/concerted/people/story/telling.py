"""Puts the lines in order, shows what was asked for, and tells them by year."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from concerted.people.story.lines import APPOINTMENTS, COUNTS, StoryLine, said_on
from concerted.people.wording import count_in_words

YEARS_SHOWN = 2
LEAST_SHOWN = 8
"""A page shows two years; further ones while it holds fewer lines than this."""


@dataclass(frozen=True)
class Year:
    """One year of the story."""

    year: int
    lines: list[StoryLine]


@dataclass(frozen=True)
class Story:
    """The years shown, newest first; which filter; what lies earlier and whether something lies later."""

    years: list[Year]
    show: str
    agencies: list[tuple[str, str]]
    counts: bool
    appointments: bool
    earlier: str
    earlier_until: int
    earlier_note: str
    later: bool

    @property
    def choices(self) -> bool:
        """Whether there is anything to choose between."""
        return bool(self.show or self.counts or self.appointments or self.agencies)


def tell(lines: Iterable[StoryLine], *, show: str, until: int | None, today: date) -> Story:
    """Return the story from the year `until` back; `show` is "", counts, appointments, or an agency's code."""
    everything = sorted(lines, key=lambda line: (line.on, -line.order, line.agency, line.what), reverse=True)
    agencies = sorted({(line.agency, line.who) for line in everything}, key=lambda pair: pair[1])
    known = {code for code, _ in agencies} | {COUNTS, APPOINTMENTS}
    show = show if show in known else ""
    chosen = [line for line in everything if not show or show == line.agency or show in line.shows]
    told = [line for line in chosen if until is None or line.on.year <= until]
    years = [Year(year, list(of)) for year, of in groupby(told, key=lambda line: line.on.year)]
    cut = _cut(years, today.year if until is None else until)
    rest = [line for year in years[cut:] for line in year.lines]
    return Story(
        years=[Year(year.year, _runs_as_one(year.lines, today)) for year in years[:cut]],
        show=show,
        agencies=agencies if len(agencies) > 1 else [],
        counts=any(COUNTS in line.shows for line in everything),
        appointments=any(APPOINTMENTS in line.shows for line in everything),
        earlier=_span(years[cut:]),
        earlier_until=years[cut].year if rest else 0,
        earlier_note=_convictions(rest),
        later=len(told) < len(chosen),
    )


def _cut(years: list[Year], newest: int) -> int:
    """Return how many years stand on the page."""
    shown = lines = 0
    for year in years:
        if lines >= LEAST_SHOWN and year.year <= newest - YEARS_SHOWN:
            break
        shown, lines = shown + 1, lines + len(year.lines)
    return shown


def _span(years: list[Year]) -> str:
    if not years:
        return ""
    first, last = years[-1].year, years[0].year
    return str(last) if first == last else f"{first} to {last}"


def _convictions(rest: list[StoryLine]) -> str:
    found = [line for line in rest if COUNTS in line.shows]
    if not found:
        return ""
    offences, days = sum(line.offences for line in found), len({line.on for line in found})
    offence = "offence" if offences == 1 else "offences"
    return f"{offences} {offence} convicted or cautioned on {days} {'date' if days == 1 else 'dates'}"


def _runs_as_one(lines: list[StoryLine], today: date) -> list[StoryLine]:
    """Tell kept appointments with nothing between them as one line."""
    told: list[StoryLine] = []
    for (run, _), of in groupby(lines, key=lambda line: (line.run, line.agency)):
        together = list(of)
        if not run or len(together) == 1:
            told += together
            continue
        count = count_in_words(len(together))
        told.append(
            replace(
                together[0],
                what=f"Kept {count} appointments",
                grey=f"The first of them on {said_on(together[-1].on, today)}",
            )
        )
    return told
