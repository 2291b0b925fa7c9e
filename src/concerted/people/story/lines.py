"""One line of the story of a person, and the days in which it is told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from concerted.kernel.days import in_words
from concerted.people.wording import joined

COUNTS = "counts"
APPOINTMENTS = "appointments"

NOT_COUNTED = "Shown, not counted"


@dataclass(frozen=True)
class StoryLine:
    """What one agency says happened on a day: the agency's code and name, what, one grey line, one tag, one link.

    `shows` are the filters besides "Everything" under which the line stands; `run` names lines that may be told as
    one when nothing happened between them. Upper rooms may add lines of their own in a module `happenings.py`.
    """

    on: date
    agency: str
    who: str
    what: str
    grey: str = ""
    tag: str = ""
    tag_kind: str = "neutral"
    link: str = ""
    href: str = ""
    shows: frozenset[str] = frozenset()
    run: str = ""
    order: int = 0
    offences: int = 0


def days_in_words(days: Iterable[date]) -> str:
    """Return days as a sentence has them: "3, 9 and 19 April 2026", "30 March and 2 April 2026"."""
    ordered = sorted(set(days))
    written = []
    for place, day in enumerate(ordered):
        after = ordered[place + 1] if place + 1 < len(ordered) else None
        if after is not None and (after.year, after.month) == (day.year, day.month):
            written.append(str(day.day))
        else:
            written.append(in_words(day, year=after is None or after.year != day.year))
    return joined(written)


def said_on(day: date, today: date) -> str:
    """Return the day on which something was said, without its year where that is today's."""
    return in_words(day, year=day.year != today.year)
