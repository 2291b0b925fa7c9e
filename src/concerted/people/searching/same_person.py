"""The question "is this the same person?": whom the viewer may see that is like what was typed, with reasons."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from concerted.kernel.days import in_words
from concerted.kernel.viewer import Viewer
from concerted.people.queries.records import Who, people_of, told_of
from concerted.people.searching.asked import Asked, birth_date, postcode_of
from concerted.people.searching.finding import MOST_NEAR, holding
from concerted.people.searching.likeness import (
    AS_WRITTEN,
    Like,
    birth_dates,
    like_day,
    like_name,
    names_of,
)
from concerted.people.searching.probes import Probe, Values, near_days, near_name, pairs, sounds
from concerted.people.searching.tokens import postcode, sound, words, year

LEAST = 10
"""Points under which nobody is shown. Ours: one thing as typed, or two that are near; it orders and decides nothing."""
OTHER = Like(-4)


@dataclass(frozen=True)
class Typed:
    """What stands in a form about one human being, as it was typed; what is empty is not compared."""

    given_name: str = ""
    family_name: str = ""
    born: str = ""
    postcode: str = ""


@dataclass(frozen=True)
class Candidate:
    """One person who may be meant: how they are read, why they may be, and the ids that a page's audit row names."""

    person: UUID
    reference: str
    name: str
    line: str
    reasons: tuple[str, ...]
    against: tuple[str, ...]
    records: tuple[UUID, ...]

    @property
    def href(self) -> str:
        """The address of the person's page."""
        return f"/people/{self.reference}"

    @property
    def about(self) -> list[UUID]:
        """The ids to append to `request.shown`."""
        return [self.person, *self.records]


def candidates(viewer: Viewer, typed: Typed, today: date, most: int = 10) -> list[Candidate]:
    """Return the people whom the viewer may see and who are like what was typed, the closest first.

    `records` of a candidate are the ids of the records that the viewer may see, the viewer's own agency's first.
    Nothing is written and nothing of what was typed is kept. The template `people/same_person.html` shows them:
    `{% include "people/same_person.html" with candidates=candidates act="/iom/propose/" act_words="Propose" %}`
    links to `act` + reference; with `field="person"` instead of `act` each is a radio whose value is the reference.
    """
    given, family = tuple(words(typed.given_name)), tuple(words(typed.family_name))
    born, _ = birth_date(typed.born)
    asked = Asked(names=(*given, *family), born=born, postcode=postcode_of(typed.postcode))
    records: dict[UUID, None] = {}
    for probe in _probes(given, family, asked, today):
        records.update(dict.fromkeys(holding(probe, MOST_NEAR)))
    there = set(holding(Probe(Values([postcode(asked.postcode)])), MOST_NEAR)) if asked.postcode else set()
    ranked = []
    for one in people_of(viewer, records):
        likes = list(_likes(asked, one, there, today))
        points = sum(like.points for like in likes)
        if points >= LEAST and any(like.points > 0 for like in likes):
            ranked.append((points, one, likes))
    ranked.sort(key=lambda row: (-row[0], row[1].name, row[1].person.reference))
    return [_candidate(one, likes, today) for _, one, likes in ranked[:most]]


def _probes(given: tuple[str, ...], family: tuple[str, ...], asked: Asked, today: date) -> Iterator[Probe]:
    """Yield what to ask of the tokens: two names, a name and the birth date or its year, a name and the postcode."""
    near = Values().union(*map(near_name, asked.names)) if asked.names else Values()
    if given and family:
        yield Probe(pairs((sounds(given[0]), *([sound(word)] for word in family))))
    elif asked.names and not asked.born and not asked.postcode:
        yield Probe(near)
    if asked.born:
        yield Probe(near_days(asked.born, today), (near,) if near else ())
        if family:
            yield Probe(Values(year(sound(word), asked.born.year) for word in family))
    if asked.postcode:
        yield Probe(Values([postcode(asked.postcode)]), (near,) if near else ())


def _likes(asked: Asked, one: Who, there: set[UUID], today: date) -> Iterator[Like]:
    """Yield how near a person comes to each thing typed; what is known and differs takes points away."""
    held, days = names_of(one.records), birth_dates(one.records)
    for word in asked.names:
        yield like_name(word, held) or Like(OTHER.points, f"not called {word.capitalize()}")
    if asked.born and days:
        like = like_day(asked.born, days, today)
        if like is None:
            yield Like(OTHER.points, f"born {in_words(days[0])}")
        else:
            yield Like(like.points, like.reason or f"Born {in_words(asked.born)}")
    if there & {record.pk for record in one.records}:
        yield Like(AS_WRITTEN, "Same postcode")


def _candidate(one: Who, likes: list[Like], today: date) -> Candidate:
    reasons = tuple(like.reason for like in likes if like.points > 0 and like.reason)
    return Candidate(
        person=one.person.pk,
        reference=one.person.reference,
        name=one.name,
        line=told_of(one, today),
        reasons=reasons or ("Name as typed",),
        against=tuple(f"But {like.reason}" for like in likes if like.points < 0),
        records=tuple(record.pk for record in one.records),
    )
