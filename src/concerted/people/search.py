"""Finds people by name, reference, birth date or an agency's own number: normalised tokens, by equality alone."""

import re
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from concerted.access.listing import page
from concerted.kernel.search import Found
from concerted.kernel.viewer import Viewer
from concerted.people.models import Record, SearchToken
from concerted.people.queries.records import Who, in_order, who
from concerted.people.searching.tokens import sound, words
from concerted.people.wording import joined

MOST = 50
MOST_RECORDS = 200
"""Records looked at for the people of one answer: an agency may hold several of one person."""

REFERENCE = re.compile(r"^\s*c\s*-?\s*([2-9a-hj-np-z]{6})\s*$", re.IGNORECASE)
MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
DATES = (
    (re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b"), "%Y %m %d"),
    (re.compile(r"\b(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})\b"), "%d %m %Y"),
    (re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?[ \-]+({MONTH}),?[ \-]+(\d{{4}})\b", re.IGNORECASE), "%d %b %Y"),
    (re.compile(rf"\b({MONTH})[ \-]+(\d{{1,2}})(?:st|nd|rd|th)?,?[ \-]+(\d{{4}})\b", re.IGNORECASE), "%b %d %Y"),
)
"""Ways in which people write a birth date; two digits for a year are not guessed."""

Term = tuple[str, str]


def search(viewer: Viewer, text: str, today: date) -> list[Found]:
    """Return at most 50 people whose visible records hold everything asked: names as written, then those that sound so.

    Four queries at most, whatever is found.
    """
    rows = _records(text)
    if rows is None:
        return []
    people: dict[UUID, list[Record]] = {}
    for record in in_order(viewer, rows.select_related("agency", "person")):
        people.setdefault(record.person_id or record.pk, []).append(record)
    wanted = _wanted(text)
    found = [who(records) for records in people.values() if records[0].person is not None]
    found.sort(key=lambda one: (-_closeness(one, wanted), one.name, one.person.reference))
    return [_line(one, today) for one in found[:MOST]]


def _records(text: str) -> QuerySet[Record] | None:
    """Return the visible records of the people who are meant, or None where nothing is asked that could be found."""
    reference = REFERENCE.match(text)
    if reference:
        rows = Record.objects.filter(person__reference=f"C-{reference[1].upper()}")
        if rows.exists():
            return rows
    terms = parsed(text)
    if not terms:
        return None
    records = _matching(terms)
    if any(kind == "name" for kind, _ in terms) and len(records) < MOST:
        records += _matching([("sound", sound(value)) if kind == "name" else (kind, value) for kind, value in terms])
    meant = Record.objects.filter(pk__in=set(records[:MOST_RECORDS])).values("person_id")
    return Record.objects.filter(person_id__in=meant)


def parsed(text: str) -> list[Term]:
    """Return what is asked as (kind, value) terms, all of which must match: birth date, number, words of a name."""
    rest, terms = _birth_date(text)
    numbers = [part for part in rest.split() if any(c.isdigit() for c in part)]
    names = words(" ".join(part for part in rest.split() if part not in numbers))
    if numbers:
        key = re.sub(r"[^a-z0-9]", "", "".join(numbers).lower())
        terms += [("key", key)] if key else []
    return [*terms, *(("name", word) for word in dict.fromkeys(names))]


def _birth_date(text: str) -> tuple[str, list[Term]]:
    for pattern, shape in DATES:
        match = pattern.search(text)
        if match is None:
            continue
        parts = [part[:3].title() if part.isalpha() else part for part in match.groups()]
        try:
            day = datetime.strptime(" ".join(parts), shape).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        return text[: match.start()] + " " + text[match.end() :], [("born", day.isoformat())]
    return text, []


def _matching(terms: list[Term]) -> list[UUID]:
    """Return records that hold every term, by way of the two legs; the rarest kind of term leads."""
    rank = {"key": 0, "born": 1, "name": 2, "sound": 3}
    (kind, value), *others = sorted(terms, key=lambda term: (rank[term[0]], -len(term[1]), term[1]))
    tokens = SearchToken.objects.filter(value=value, kind=kind)
    for other_kind, other in others:
        same = SearchToken.objects.filter(record=OuterRef("record"), kind=other_kind, value=other)
        tokens = tokens.filter(Exists(same))
    return [token.record_id for token in page(tokens, ("id",), limit=MOST)]


def _wanted(text: str) -> set[str]:
    return {value for kind, value in parsed(text) if kind == "name"}


def _closeness(one: Who, wanted: set[str]) -> int:
    """How many of the words asked stand in the names as written."""
    held = {word for r in one.records for word in words(f"{r.given_name} {r.family_name} {r.former_family_name}")}
    return len(wanted & held)


def _line(one: Who, today: date) -> Found:
    age = one.age(today)
    facts = [str(age) if age is not None else "birth date not known", one.district]
    agencies = sorted({record.agency.name for record in one.records})
    records = "Record of" if len(one.records) == 1 else "Records of"
    line = f"{', '.join(fact for fact in facts if fact)}. {records} {joined(agencies)}. {one.person.reference}"
    return Found(one.name, f"/people/{one.person.reference}", line, one.shown)
