"""Collect what the agency holds of somebody, from every room, as entries for the reviewer."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from concerted.access.rooms import offering
from concerted.access.scoping import scope_id
from concerted.audit.record import record
from concerted.data_protection.access_requests.holding import held_request
from concerted.data_protection.access_requests.third_parties import third_parties
from concerted.data_protection.models import Disclosable, SubjectAccess
from concerted.kernel.answering import Entry
from concerted.kernel.viewer import Viewer
from concerted.partnership.models import Agency, Post
from concerted.people.models import Record
from concerted.people.naming import full_name
from concerted.places.district_codes import district_codes

ORDER = (
    "identity", "whereabouts", "offending", "supervision", "custody", "housing", "score", "derived", "listing", "case",
    "action", "consent", "recipients",
)  # fmt: skip
"""The categories in the order of an answer; others follow by name."""
WITHOUT_OTHERS = ("identity", "whereabouts", "score", "derived", "listing", "recipients")
"""Categories whose words are Concerted's own, or about the person alone."""


@transaction.atomic
def collect_entries(*, request: UUID, version: int, by: Viewer) -> SubjectAccess:
    """Write an entry for everything that is held and not collected yet, with the words that may name somebody else.

    Raises SubjectAccess.DoesNotExist, Changed, or Refused once it is released.
    """
    held = held_request(request, version, by)
    found = sorted((one for room in offering("subject_access") for one in room.entries(by, held.records)), key=_place)
    known = {(row.category, row.heading, row.text): row for row in Disclosable.objects.filter(request=held)}
    detect = _Detecting(held)
    number = len(known)
    made = []
    for one in found:
        key = (one.category, _heading(one), one.text)
        if key in known:
            continue
        number += 1
        made.append(
            Disclosable(
                scope_id=scope_id(by.agency_code, "rights"), request=held, number=number, category=one.category,
                heading=key[1], text=one.text, third_parties=detect.names(one),
            )
        )  # fmt: skip
        known[key] = made[-1]
    Disclosable.objects.bulk_create(made)
    held.state, held.collected_at = "collected", timezone.now()
    held.version += 1
    held.save(update_fields=["state", "collected_at", "version"])
    record("rights.collected", about=[held.pk, *held.records], entries=number)
    return held


class _Detecting:
    """Finds the words of an entry that may name somebody else than the person who asks."""

    def __init__(self, request: SubjectAccess) -> None:
        records = Record.objects.filter(pk__in=request.records)
        self.own = [request.who]
        for row in records:
            self.own += [full_name(row.given_name, row.family_name), row.former_family_name]
        self.staff = list(Post.objects.order_by("holder").values_list("holder", flat=True).distinct())
        self.not_people = [*Agency.objects.values_list("name", flat=True), *district_codes()]

    def names(self, one: Entry) -> list[str]:
        """Return the words of one entry."""
        if one.category in WITHOUT_OTHERS:
            return []
        known = [*one.names, *self.staff]
        return third_parties(one.text, own=self.own, known=known, not_people=self.not_people)


def _place(one: Entry) -> tuple[int, str, str, str, str]:
    rank = ORDER.index(one.category) if one.category in ORDER else len(ORDER)
    return rank, one.category, one.on.isoformat() if one.on else "", one.heading, one.text


def _heading(one: Entry) -> str:
    day = f", {one.on.day} {one.on:%B %Y}" if one.on else ""
    return f"{one.heading}{day}. Source: {one.source}"[:200]
