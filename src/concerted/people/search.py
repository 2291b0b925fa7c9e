"""Finds people by names, birth date or its year, reference, an agency's own number or a postcode, with the reasons."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from concerted.kernel.search import Found
from concerted.kernel.viewer import Viewer
from concerted.people.models import Record
from concerted.people.queries.records import Who, grouped, people_of, told_of
from concerted.people.searching.asked import Asked, parsed
from concerted.people.searching.finding import found
from concerted.people.searching.likeness import (
    AS_WRITTEN,
    Like,
    birth_dates,
    like_day,
    like_name,
    like_year,
    names_of,
)

MOST = 50


@dataclass(frozen=True)
class Match:
    """A person found, how near, and why."""

    who: Who
    points: int
    reasons: tuple[str, ...]


def search(viewer: Viewer, text: str, today: date) -> list[Found]:
    """Return at most 50 people of whose visible records each thing asked is held or nearly so, the closest first.

    What is compared are the records that the viewer may see, one by one: believing two records to be one person finds
    nobody more (S24). At most ten queries, whatever is found.
    """
    asked = parsed(text)
    if not asked.anything:
        return []
    matches = []
    for one in _people(viewer, asked, today):
        likes = list(_likes(asked, one.records, today))
        if all(likes):
            told = [like for like in likes if like is not None]
            matches.append(Match(one, sum(like.points for like in told), tuple(x.reason for x in told if x.reason)))
    matches.sort(key=lambda match: (-match.points, match.who.name, match.who.person.reference))
    return [_line(match, today) for match in matches[:MOST]]


def _people(viewer: Viewer, asked: Asked, today: date) -> list[Who]:
    if asked.reference:
        rows = Record.objects.filter(person__reference=asked.reference).select_related("agency", "person")
        named = grouped(viewer, rows)
        if named:
            return named
    return people_of(viewer, found(asked, today))


def _likes(asked: Asked, records: list[Record], today: date) -> Iterator[Like | None]:
    """Yield how near the records come to each thing asked; a number and a postcode were found as they stand."""
    if records[0].person is not None and records[0].person.reference == asked.reference:
        yield Like(AS_WRITTEN)
        return
    held = names_of(records)
    for word in asked.names:
        yield like_name(word, held)
    days = birth_dates(records)
    if asked.born:
        yield like_day(asked.born, days, today)
    if asked.year:
        yield like_year(asked.year, days)


def _line(match: Match, today: date) -> Found:
    one = match.who
    return Found(
        one.name,
        f"/people/{one.person.reference}",
        told_of(one, today),
        one.shown,
        reasons=match.reasons,
        marks={
            "district": (one.district,) if one.district else (),
            "agency": tuple(sorted({record.agency.name for record in one.records})),
        },
    )
