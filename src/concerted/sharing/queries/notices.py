"""Notices to the viewer's agency that its post is for."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from concerted.access.listing import page
from concerted.access.permissions import ROLES
from concerted.kernel.viewer import Viewer
from concerted.sharing.models import Notice
from concerted.sharing.notices import KINDS

ORDER = ("-at", "id")
A_PAGE = 25
Place = tuple[datetime, UUID]


@dataclass(frozen=True)
class Told:
    """One notice as it is read: its heading, the sender's agency, what it says and where to go."""

    id: UUID
    heading: str
    sender: str
    words: str
    href: str
    at: datetime
    seen_by: str


def notices(viewer: Viewer, *, seen: bool, after: Place | None = None) -> tuple[list[Told], Place | None]:
    """Return a page of notices, seen or not, the newest first, and where the next page begins."""
    held = list(ROLES[viewer.role_class].permissions) if viewer.role_class in ROLES else []
    rows = Notice.objects.filter(permission__in=held, seen_at__isnull=not seen)
    found = list(page(rows.select_related("from_agency", "seen_by"), ORDER, after=after, limit=A_PAGE + 1))
    shown = found[:A_PAGE]
    beyond = (shown[-1].at, shown[-1].pk) if len(found) > A_PAGE else None
    return [_told(viewer, row) for row in shown], beyond


def _told(viewer: Viewer, row: Notice) -> Told:
    other = row.from_agency is not None and row.from_agency_id != viewer.agency_id
    sender = row.from_agency.name if other and row.from_agency else "Your agency"
    return Told(
        row.pk, KINDS.get(row.kind, row.kind), sender, row.words, row.href, row.at,
        row.seen_by.holder if row.seen_by else "",
    )  # fmt: skip
