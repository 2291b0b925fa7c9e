"""Arrests, contacts, housing, scores: what is shown and never counted (S13)."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from concerted.people import kinds
from concerted.people.models import Event, Score
from concerted.people.story.lines import APPOINTMENTS, NOT_COUNTED, StoryLine
from concerted.people.wording import lower_first, ordinal, per_cent

MISSED_WITHIN = timedelta(days=28)
HOUSING_WORDS = {
    "waiting": "On the housing waiting list",
    "offered": "Offered a home",
    "housed": "Housed",
    "closed": "Housing application closed",
}
HORIZONS = {"All Reoffending Predictor": " within 2 years"}
"""Over how long a predictor looks; where several lengths exist, its score is shown without one."""


def arrests(events: Iterable[Event]) -> list[StoryLine]:
    """Return arrests, and crimes with this suspect; both of one day and offence are told as one arrest."""
    found: dict[tuple[object, date, str], list[Event]] = {}
    for event in events:
        if event.kind in (kinds.ARREST, kinds.CRIME):
            found.setdefault((event.record_id, event.happened_on, event.words), []).append(event)
    return [_arrest(together) for together in found.values()]


def _arrest(together: list[Event]) -> StoryLine:
    told = sorted(together, key=lambda event: event.kind != kinds.ARREST)[0]
    offence = told.words or told.offence_code
    grey = [told.outcome.capitalize()] if told.outcome else []
    return _told(
        told,
        kinds.WORDS[told.kind] + (f", {lower_first(offence)}" if offence else ""),
        grey=". ".join(grey),
        tag=NOT_COUNTED,
    )


def contacts(events: Iterable[Event]) -> list[StoryLine]:
    """Return appointments; a missed one says how many were missed in 28 days."""
    rows = [event for event in events if event.kind in (kinds.KEPT, kinds.MISSED)]
    missed = [(event.record_id, event.happened_on) for event in rows if event.kind == kinds.MISSED]
    lines = []
    for event in rows:
        grey = ""
        if event.kind == kinds.MISSED:
            since = event.happened_on - MISSED_WITHIN
            count = sum(1 for record, on in missed if record == event.record_id and since < on <= event.happened_on)
            grey = f"The {ordinal(count)} in 28 days" if count > 1 else ""
        run = kinds.KEPT if event.kind == kinds.KEPT else ""
        lines.append(_told(event, kinds.WORDS[event.kind], grey=grey, shows=APPOINTMENTS, run=run))
    return lines


def housing(events: Iterable[Event]) -> list[StoryLine]:
    """Return where housing applications stand."""
    return [
        _told(event, HOUSING_WORDS.get(event.outcome, kinds.WORDS[kinds.HOUSING]))
        for event in events
        if event.kind == kinds.HOUSING
    ]


PLAIN: dict[str, Callable[[Event], str]] = {
    kinds.RECALL: lambda event: "",
    kinds.BREACH: lambda event: "",
    kinds.ATTENDANCE: lambda event: event.outcome.capitalize(),
    kinds.YOUTH: lambda event: event.words,
}
"""Kinds told as they are, with their grey line."""


def plain(events: Iterable[Event]) -> list[StoryLine]:
    """Return recalls and breaches, and an existence-protected agency's own work, which reaches no other agency."""
    return [
        _told(event, kinds.WORDS[event.kind], grey=PLAIN[event.kind](event)) for event in events if event.kind in PLAIN
    ]


def scores(sent: Iterable[Score]) -> list[StoryLine]:
    """Return the scores that probation sent, each with predictor and version (S14)."""
    return [
        StoryLine(
            on=score.scored_on,
            agency=score.record.agency.code,
            who=score.record.agency.name,
            what=f"Score sent: {per_cent(float(score.percent))}{HORIZONS.get(score.predictor, '')}",
            grey=", ".join(part for part in (score.predictor, score.version) if part),
        )
        for score in sent
    ]


def _told(event: Event, what: str, *, grey: str = "", tag: str = "", shows: str = "", run: str = "") -> StoryLine:
    agency = event.record.agency
    return StoryLine(
        on=event.happened_on,
        agency=agency.code,
        who=agency.name,
        what=what,
        grey=grey,
        tag=tag,
        shows=frozenset({shows} if shows else ()),
        run=run,
    )
