"""How long an agency keeps what it holds: each category with the period in force, and what is not configured."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from concerted.access.categories import CATEGORIES, in_words
from concerted.access.models import Scope
from concerted.access.rooms import offering
from concerted.data_protection.models import RetentionPeriod
from concerted.data_protection.retention.tables import held_of
from concerted.kernel.viewer import Viewer

COUNTED_FROM = {
    "last_event": "the last thing recorded in this category",
    "recorded": "the day on which the record came here",
}
"""From what a period counts, in words."""


@dataclass(frozen=True)
class Line:
    """One category of the schedule: what it is, what is held, the periods in force (by programme) and to come."""

    category: str
    title: str
    held: list[str]
    mine: bool
    now: list[RetentionPeriod]
    later: list[RetentionPeriod]


def programmes() -> dict[str, str]:
    """Return the programmes of which cases are kept, by code."""
    found: dict[str, str] = {}
    for room in offering("erase"):
        if hasattr(room, "programmes"):
            found |= room.programmes()
    return found


def schedule(viewer: Viewer, on: date) -> list[Line]:
    """Return every category of the register, those that the agency holds first, each with its periods."""
    mine = set(Scope.objects.filter(agency_id=viewer.agency_id).values_list("category", flat=True))
    periods = list(
        RetentionPeriod.objects.filter(agency_id=viewer.agency_id)
        .filter(Q(until_on=None) | Q(until_on__gt=on))
        .select_related("set_by")
        .order_by("programme", "from_on", "id")
    )
    lines = [
        Line(
            code, in_words(code), held_of(code), code in mine,
            _newest([p for p in periods if p.category == code and p.from_on <= on]),
            [p for p in periods if p.category == code and p.from_on > on],
        )
        for code in CATEGORIES
    ]  # fmt: skip
    return sorted(lines, key=lambda line: (not line.mine, line.title))


def _newest(periods: list[RetentionPeriod]) -> list[RetentionPeriod]:
    """Keep of each programme the row written last: it is in force."""
    return list({period.programme: period for period in periods}.values())


def in_force(agency_id: int, on: date) -> dict[str, RetentionPeriod]:
    """Return the agency's periods for records, by category: of all programmes, in force on a day."""
    rows = RetentionPeriod.objects.filter(agency_id=agency_id, programme="", from_on__lte=on)
    rows = rows.filter(Q(until_on=None) | Q(until_on__gt=on)).order_by("from_on", "id")
    return {row.category: row for row in rows}
