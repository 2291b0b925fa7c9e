"""What courts found: all offences of one court day in one line, with the sanction, and what counts (S13)."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date

from concerted.analytics.harm.counted import counted
from concerted.analytics.harm.counted import joined as listed
from concerted.analytics.harm.offences import offence
from concerted.kernel.days import in_words
from concerted.people import kinds
from concerted.people.models import Event
from concerted.people.story.lines import COUNTS, StoryLine, days_in_words
from concerted.people.wording import lower_first, points_counted

MOST_DAYS = 4
"""Days of offences that one line names; more are told as from and to."""

SANCTIONS = {"custody": "Prison", "caution": ""}

Points = Callable[[Event], float | None]
"""The harm points of an offence; None where it lies outside the window or harm is not shown."""


def court_days(events: Iterable[Event], points: Points) -> list[StoryLine]:
    """Return one line for each record, day and kind of finding."""
    days: dict[tuple[object, date, str], list[Event]] = {}
    for event in events:
        if event.kind in kinds.COUNTS:
            days.setdefault((event.record_id, event.happened_on, event.kind), []).append(event)
    return [_line(on, kind, found, points) for (_, on, kind), found in days.items()]


def _line(on: date, kind: str, found: list[Event], points: Points) -> StoryLine:
    agency = found[0].record.agency
    known = [point for point in map(points, found) if point is not None]
    return StoryLine(
        on=on,
        agency=agency.code,
        who=agency.name,
        what=f"{kinds.WORDS[kind]}: {offences_in_words(found)}",
        grey=_grey(found),
        tag=_tag(known),
        tag_kind="moving",
        shows=frozenset({COUNTS}),
        offences=len(found),
    )


def _tag(points: list[float]) -> str:
    if sum(points):
        return f"Counts: {points_counted(sum(points))}"
    return "Counts, not weighted" if points else "Counts"


def offences_in_words(found: Iterable[Event]) -> str:
    """Return offences with how often: "2 robberies, burglary of a home"."""
    times = Counter(_name(event) for event in found)
    return listed([counted(words, count) if count > 1 else words for words, count in times.items()])


def _name(event: Event) -> str:
    """Return an offence's name by its code, as harm tells it too, else in the court's own words."""
    known = offence(event.offence_code)
    return known.name if known.known or not event.words else lower_first(event.words)


def _grey(found: list[Event]) -> str:
    return " ".join(part for part in (_offence_days(found), _sanction(found)) if part)


def _offence_days(found: list[Event]) -> str:
    days = sorted({event.committed_on for event in found if event.committed_on})
    if not days:
        return ""
    if len(days) > MOST_DAYS:
        return f"Offences from {in_words(days[0])} to {in_words(days[-1])}."
    return f"Offence{'s' if len(found) > 1 else ''} on {days_in_words(days)}."


def _sanction(found: list[Event]) -> str:
    shown: dict[str, date | None] = {}
    for event in found:
        words = SANCTIONS.get(event.outcome, event.outcome.capitalize())
        if words:
            shown[words] = max(filter(None, (shown.get(words), event.until_on)), default=None)
    parts = [f"{words} to {in_words(until)}" if until else words for words, until in shown.items()]
    return f"{', '.join([parts[0], *map(lower_first, parts[1:])])}." if parts else ""
