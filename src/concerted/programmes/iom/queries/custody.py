"""What prison and police said of people in the cohort: in prison today, out soon, dates moved, arrests, recalls."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from concerted.kernel.decision import Decision
from concerted.people import kinds
from concerted.people.models import Event
from concerted.people.story.custody import STATEMENTS, Spell, spells
from concerted.programmes.iom.rules.is_in_prison import is_in_prison

PRISON = frozenset({*STATEMENTS, kinds.RECALL})


@dataclass(frozen=True)
class Inside:
    """What the newest spell in prison says of one person today."""

    decision: Decision
    spell: Spell | None
    recalled: Event | None


def prison_events(persons: Iterable[UUID]) -> dict[UUID, list[Event]]:
    """Return what prisons sent of each person, in one query."""
    found: dict[UUID, list[Event]] = {}
    events = Event.objects.filter(record__person_id__in=list(persons), kind__in=PRISON, source="prisons")
    for event in events.select_related("record__agency"):
        assert event.record.person_id is not None
        found.setdefault(event.record.person_id, []).append(event)
    return found


def inside(events: list[Event], today: date) -> Inside:
    """Return whether somebody is in prison today, by the newest spell that the prison told of."""
    told = spells(events)
    recalls = sorted((e for e in events if e.kind == kinds.RECALL), key=lambda e: (e.happened_on, e.pk))
    recall = recalls[-1] if recalls else None
    spell = told[0] if told else None
    spell_on = spell.stands.committed_on if spell else None
    if recall is not None and (spell_on is None or recall.happened_on >= spell_on):
        release = spell.stands.happened_on if spell is not None and spell_on == recall.happened_on else None
        decision = is_in_prison(received_on=recall.happened_on, release_on=release, recalled=True, on=today)
        return Inside(decision, spell, recall)
    release = spell.stands.happened_on if spell else None
    return Inside(is_in_prison(received_on=spell_on, release_on=release, recalled=False, on=today), spell, None)


def news(persons: Iterable[UUID], *, since: date, today: date) -> list[Event]:
    """Return arrests and recalls of people that happened, or were told of, since a day; the newest first."""
    told = Q(happened_on__range=(since, today)) | Q(kind=kinds.RECALL, stated_on__range=(since, today))
    events = Event.objects.filter(told, record__person_id__in=list(persons), kind__in=(kinds.ARREST, kinds.RECALL))
    ordered = events.select_related("record__agency").order_by("-happened_on", "-id")
    found: dict[tuple[UUID | None, str, date, str], Event] = {}
    for event in ordered:
        found.setdefault((event.record.person_id, event.kind, event.happened_on, event.words), event)
    return list(found.values())
