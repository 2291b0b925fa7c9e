"""Openings in an emergency: which of mine is open, what one opened, and what waits for review."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from concerted.access.categories import in_words
from concerted.access.listing import page
from concerted.kernel.viewer import Viewer
from concerted.partnership.models import Post
from concerted.sharing.models import Emergency

ORDER = ("-opened_at", "id")
A_PAGE = 25
Place = tuple[datetime, UUID]


@dataclass(frozen=True)
class Opened:
    """What an opening gave of one agency: its name and the categories in words."""

    agency: str
    categories: list[str]


def open_now(viewer: Viewer, person: UUID) -> Emergency | None:
    """Return the opening of the viewer's own post about a person that is still open, or None."""
    mine = Emergency.objects.filter(opened_by_id=viewer.post_id, person_id=person)
    return mine.filter(still_open()).order_by("-opened_at").first()


def my_open(viewer: Viewer) -> list[Emergency]:
    """Return all openings of the viewer's own post that are still open, with their persons."""
    mine = Emergency.objects.filter(opened_by_id=viewer.post_id).filter(still_open())
    return list(mine.select_related("person").order_by("until_at"))


def still_open() -> Q:
    """Return the condition that an opening has neither run out nor been ended, on the real clock."""
    return Q(ended_at=None, until_at__gt=timezone.now())


def to_review(viewer: Viewer, *, after: Place | None = None) -> tuple[list[Emergency], Place | None]:
    """Return a page of the agency's openings that wait for a review, the newest first, and where the next begins."""
    return _page(Q(reviewed_at=None), after)


def reviewed(viewer: Viewer, *, after: Place | None = None) -> tuple[list[Emergency], Place | None]:
    """Return a page of the agency's openings that were reviewed, and where the next begins."""
    return _page(Q(reviewed_at__isnull=False), after)


def _page(wanted: Q, after: Place | None) -> tuple[list[Emergency], Place | None]:
    rows = Emergency.objects.filter(wanted).select_related("person", "opened_by", "reviewed_by")
    found = list(page(rows, ORDER, after=after, limit=A_PAGE + 1))
    shown = found[:A_PAGE]
    return shown, ((shown[-1].opened_at, shown[-1].pk) if len(found) > A_PAGE else None)


def emergency_of(viewer: Viewer, emergency: UUID) -> Emergency:
    """Return one opening of the viewer's agency. Raises Emergency.DoesNotExist, hidden or missing."""
    return Emergency.objects.select_related("person", "opened_by", "reviewed_by").get(pk=emergency)


def what_it_opened(emergency: UUID) -> list[Opened]:
    """Return what an opening gave beyond what the post saw before, by agency; empty where that was nothing."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select g.name, array_agg(distinct d.category order by d.category) from access.my_disclosure d "
            "join partnership_agency g on g.id = d.from_agency_id where d.act_id = %s group by g.name order by g.name",
            [emergency],
        )
        return [Opened(name, [in_words(code) for code in codes]) for name, codes in cursor.fetchall()]


def opened_by_same_person(viewer: Viewer, emergency: Emergency) -> bool:
    """Whether the viewer opened it, in this post or in another of theirs."""
    account = Post.objects.values_list("account_id", flat=True).get(pk=viewer.post_id)
    return bool(emergency.opened_by.account_id == account)
