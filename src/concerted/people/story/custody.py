"""What the prison says: of each spell only its newest statement stands, and dates are never calculated (S16)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from concerted.kernel.days import in_words
from concerted.people import kinds
from concerted.people.models import Event
from concerted.people.story.lines import StoryLine, said_on

STATEMENTS = frozenset({kinds.RELEASE, kinds.RELEASE_PLANNED, kinds.RELEASE_MOVED})


@dataclass(frozen=True)
class Spell:
    """A time in prison: the statement that stands, and the date that the prison gave before, where it differs."""

    stands: Event
    was_on: date | None


def spells(events: Iterable[Event]) -> list[Spell]:
    """Return the spells of prison records, newest first by the day of reception, then of release."""
    grouped: dict[tuple[object, date | None], list[Event]] = {}
    for event in events:
        if event.kind in STATEMENTS:
            grouped.setdefault((event.record_id, event.committed_on), []).append(event)
    found = []
    for said in grouped.values():
        said.sort(key=lambda event: (event.stated_on or date.min, event.pk))
        earlier = [event.happened_on for event in said if event.happened_on != said[-1].happened_on]
        found.append(Spell(said[-1], earlier[-1] if earlier else None))
    return sorted(found, key=lambda s: (s.stands.committed_on or date.min, s.stands.happened_on), reverse=True)


def releases(events: Iterable[Event], today: date) -> list[StoryLine]:
    """Return one line a spell."""
    return [_line(spell, today) for spell in spells(events)]


def _line(spell: Spell, today: date) -> StoryLine:
    event = spell.stands
    out = event.happened_on <= today
    what = kinds.WORDS[kinds.RELEASE if out else kinds.RELEASE_PLANNED]
    if event.until_on and event.until_on > event.happened_on:
        what += f", on licence to {in_words(event.until_on)}"
    was = f"Was {said_on(spell.was_on, event.happened_on)}. " if spell.was_on else ""
    says = f"Prison {'said' if out else 'says'}, {said_on(event.stated_on, today)}" if event.stated_on else ""
    return StoryLine(
        on=event.happened_on,
        agency=event.record.agency.code,
        who=event.record.agency.name,
        what=what,
        grey=f"{was}{says}".strip(),
    )


def standing(events: Iterable[Event], today: date) -> str:
    """Return what the newest spell means today: in prison, recalled, on licence, or nothing."""
    told = list(events)
    newest = next(iter(spells(told)), None)
    if newest is None:
        return ""
    event = newest.stands
    if event.happened_on > today:
        return f"in prison, release planned for {in_words(event.happened_on)}"
    if event.until_on is None or event.until_on <= today:
        return ""
    recalled = [e.happened_on for e in told if e.kind == kinds.RECALL and event.happened_on < e.happened_on <= today]
    return (
        f"recalled to prison on {in_words(max(recalled))}" if recalled else f"on licence to {in_words(event.until_on)}"
    )
