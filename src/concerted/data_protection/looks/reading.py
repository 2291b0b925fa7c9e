"""Reads the trail for a data protection officer: which events, the functions of the database decide."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from concerted.data_protection.looks.period import Period
from concerted.data_protection.looks.wording import kind_in_words, purpose_in_words
from concerted.kernel.viewer import Viewer
from concerted.partnership.models import Post
from concerted.people.models import Record
from concerted.people.queries.records import in_order, name_of

A_PAGE = 50
MOST = 5_000
"""Rows of one file."""

NOBODY = "nobody signed in"


@dataclass(frozen=True)
class Place:
    """Where in the trail a page begins: older than this event."""

    at: datetime
    event: int

    def __str__(self) -> str:
        return f"{self.at.isoformat()},{self.event}"


@dataclass(frozen=True)
class Named:
    """A person whom an event names, as the officer's own post may read the name."""

    name: str
    reference: str


@dataclass(frozen=True)
class Look:
    """One event: when (local time), what, which post of which agency, for what, and whom it names."""

    at: datetime
    event: int
    what: str
    page: str
    post_id: UUID | None
    holder: str
    title: str
    agency: str
    own: bool
    purpose: str
    about: tuple[UUID, ...]
    people: tuple[Named, ...]


def place_of(written: str | None) -> Place | None:
    """Return the place that an address names, or None where it names none."""
    at, _, event = (written or "").partition(",")
    try:
        found = datetime.fromisoformat(at.replace(" ", "+"))
        number = int(event)
        # in UTC: the database refuses offsets of more than 16 hours, which an address may hold
        at_utc = (found if found.tzinfo else timezone.make_aware(found)).astimezone(UTC)
        return Place(at_utc, number) if 0 <= number < 2**63 else None
    except (ValueError, OverflowError):
        return None


def looks_at(viewer: Viewer, subjects: Iterable[UUID], period: Period, before: Place | None, most: int) -> list[Look]:
    """Return who looked at some subjects, the newest first."""
    return _read("audit_looks_at", "uuid[]", [str(subject) for subject in subjects], viewer, period, before, most)


def looks_by(viewer: Viewer, post: UUID, period: Period, before: Place | None, most: int) -> list[Look]:
    """Return what a post of the viewer's agency read and did, the newest first; of another's nothing."""
    return _read("audit_looks_by", "uuid", str(post), viewer, period, before, most)


def acts(viewer: Viewer, kind: str, period: Period, before: Place | None, most: int) -> list[Look]:
    """Return what posts of the viewer's agency did, of kinds with this word before the dot or all, the newest first."""
    return _read("audit_acts", "text", kind, viewer, period, before, most)


def named_in(viewer: Viewer, subjects: Iterable[UUID]) -> dict[UUID, Named]:
    """Return the people behind records by record, as far as the viewer's post may read them."""
    rows = Record.objects.filter(pk__in=set(subjects), person__isnull=False).select_related("person", "agency")
    return {r.pk: Named(name_of(r), r.person.reference) for r in in_order(viewer, rows) if r.person is not None}


def _read(
    function: str, kind: str, wanted: str | list[str], viewer: Viewer, period: Period, before: Place | None, most: int
) -> list[Look]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select at, id, kind, page, post_id, agency_id, purpose, about "
            f"from {function}(%s::{kind}, %s, %s, %s, %s, %s)",
            [wanted, period.since, period.until, *((before.at, before.event) if before else (None, None)), most],
        )
        rows = cursor.fetchall()
    posts = Post.objects.select_related("agency").in_bulk({row[4] for row in rows if row[4]})
    names = named_in(viewer, (subject for row in rows for subject in row[7] or ()))
    return [_look(viewer, row, posts, names) for row in rows]


def _look(viewer: Viewer, row: tuple[Any, ...], posts: dict[UUID, Post], names: dict[UUID, Named]) -> Look:
    at, event, kind, page, post_id, agency_id, purpose, about = row
    post = posts.get(post_id)
    people = dict.fromkeys(names[subject] for subject in about or () if subject in names)
    return Look(
        at=timezone.localtime(at),
        event=event,
        what=kind_in_words(kind),
        page=page or "",
        post_id=post_id,
        holder=post.holder if post else NOBODY,
        title=post.title if post else "",
        agency=post.agency.name if post else "",
        own=agency_id == viewer.agency_id,
        purpose=purpose_in_words(purpose),
        about=tuple(about or ()),
        people=tuple(people),
    )
