"""Whom the demonstration's casework is about: the old spreadsheet, and people to whom something happened lately."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

from concerted.exchange.checking import Limits, check
from concerted.exchange.reading import read_file
from concerted.partnership.working_days import working_day_before
from concerted.people import kinds
from concerted.people.models import Event, Harm, Likelihood, Record
from concerted.people.story.custody import STATEMENTS, Spell, spells
from concerted.programmes.iom.queries.custody import inside, prison_events
from concerted.web.demonstration.cohort_file import FEED

LIKELY = 50.0
"""Nobody with a likelihood under this is invented into the cohort."""


@dataclass
class Member:
    """Somebody in the invented cohort; `tale` says what is special, `until_on` a date that it hangs on."""

    person: UUID
    adopted_on: date
    kind: str
    colour: str
    left_on: date | None = None
    tale: str = ""
    until_on: date | None = None
    said_on: date | None = None


@dataclass(frozen=True)
class Cast:
    """Everybody whom the casework is about."""

    members: list[Member]
    proposed: list[UUID]
    not_yet: UUID | None
    declined: UUID | None


def cast(path: Path, as_at: date) -> Cast:
    """Read the old spreadsheet, add people to whom something happened lately, and choose whom agencies propose."""
    members = {member.person: member for member in from_spreadsheet(path, as_at)}
    for newcomer in lately(as_at):
        held = members.setdefault(newcomer.person, newcomer)
        if held is not newcomer and held.left_on is None and not held.tale:
            held.tale, held.until_on, held.said_on = newcomer.tale, newcomer.until_on, newcomer.said_on
            held.colour = "red" if newcomer.tale == "recalled" else held.colour
    free = [person for person in _most_harm() if person not in members][:5]
    if free:
        members[free[0]] = Member(free[0], as_at - timedelta(days=9), "", "amber", tale="untold")
    everybody = list(members.values())
    _set_custody(everybody, as_at)
    not_yet, declined, *_ = [*free[3:5], None, None]
    return Cast(everybody, free[1:3], not_yet, declined)


def from_spreadsheet(path: Path, as_at: date) -> list[Member]:
    """Return one member for each row that passes the checks and whose police number is known, the earliest first."""
    sent = read_file(path, FEED)
    good = check(sent, FEED, Limits(today=as_at)).good.to_pylist()
    numbers = [row["police_id"] for row in good]
    known = dict(
        Record.objects.filter(source="police", source_key__in=numbers, person__isnull=False).values_list(
            "source_key", "person_id"
        )
    )
    found: dict[UUID, Member] = {}
    for row in sorted(good, key=lambda row: (row["adopted_on"], row["police_id"])):
        person = known.get(row["police_id"])
        if person is not None and person not in found:
            found[person] = Member(person, row["adopted_on"], row["kind"] or "", row["colour"] or "", row["left_on"])
    return list(found.values())


def lately(as_at: date) -> list[Member]:
    """Return members adopted on top of the spreadsheet, because something happened to them that a page can show."""
    since = working_day_before(as_at)
    recalls = Event.objects.filter(kind=kinds.RECALL, stated_on__range=(since, as_at)).order_by(
        "happened_on", "source_key"
    )
    arrests = Event.objects.filter(kind=kinds.ARREST, happened_on__range=(since, as_at)).order_by(
        "happened_at", "source_key"
    )
    recalled = _likely(recalls.values_list("record__person_id", flat=True))[:1]
    arrested = _likely(arrests.values_list("record__person_id", flat=True))
    held = _in_prison(arrested, as_at) | set(recalled)
    arrested = [person for person in arrested if person not in held]
    ahead = _ahead(as_at)
    moved = [s for s in ahead if s.was_on and (s.stands.stated_on or as_at) > as_at - timedelta(days=40)]
    moved.sort(key=lambda s: (s.was_on is not None and s.was_on <= as_at, s.stands.happened_on, s.stands.source_key))
    soon = [s for s in ahead if s.stands.happened_on <= as_at + timedelta(days=14)]
    planned = [s for s in soon if not s.was_on]
    found = [Member(person, as_at - timedelta(days=120), "Fixed", "red", tale="recalled") for person in recalled]
    for spell in moved[:1]:
        found.append(_of(spell, as_at - timedelta(days=75), "moved"))
    for spell in planned[:2]:
        found.append(_of(spell, as_at - timedelta(days=60), "out soon"))
    for person in arrested[:1]:
        found.append(Member(person, as_at - timedelta(days=140), "Flex", "amber", tale="arrested"))
    return found


def _of(spell: Spell, adopted_on: date, tale: str) -> Member:
    person = spell.stands.record.person_id
    assert person is not None
    return Member(
        person, adopted_on, "Fixed", "custody", tale=tale, until_on=spell.was_on, said_on=spell.stands.stated_on
    )


def _ahead(as_at: date) -> list[Spell]:
    """Return the spells of likely adults whose release, by the newest statement, lies ahead; the soonest first."""
    ending = Event.objects.filter(kind__in=STATEMENTS, happened_on__gt=as_at)
    told = Event.objects.filter(kind__in=STATEMENTS, record_id__in=ending.values("record_id")).select_related("record")
    likely = set(_likely(told.values_list("record__person_id", flat=True)))
    found = [s for s in spells(told) if s.stands.happened_on > as_at and s.stands.record.person_id in likely]
    return sorted(found, key=lambda s: (s.stands.happened_on, s.stands.source_key))


def _likely(persons: Iterable[UUID | None]) -> list[UUID]:
    """Return those of the persons who are adults with a likelihood that is not low, in their order."""
    wanted = list(dict.fromkeys(person for person in persons if person is not None))
    scored = Likelihood.objects.filter(person_id__in=wanted, sent_by="ours", percent__gte=LIKELY)
    known = set(scored.values_list("person_id", flat=True))
    return [person for person in wanted if person in known]


def _most_harm() -> list[UUID]:
    """Return likely adults by harm of the last twelve months, most first; reference breaks ties, so runs agree."""
    high = Likelihood.objects.filter(sent_by="ours", percent__gte=75).values("person_id")
    harm = Harm.objects.filter(person_id__in=high, points_12__gt=0).order_by(
        "-points_12", "-points_24", "person__reference"
    )
    return list(harm.values_list("person_id", flat=True)[:80])


def _set_custody(members: list[Member], as_at: date) -> None:
    """Give the colour custody to everybody who is in prison on the day, but not to the one just recalled."""
    found = _in_prison([member.person for member in members], as_at)
    for member in members:
        if member.tale != "recalled" and member.left_on is None:
            if member.person in found:
                member.colour = "custody"
            elif member.colour == "custody":
                member.colour = "amber"


def _in_prison(persons: Iterable[UUID], as_at: date) -> set[UUID]:
    """Return those of the persons whom the prison holds on a day, by what it last said."""
    return {person for person, events in prison_events(persons).items() if inside(events, as_at).decision}
