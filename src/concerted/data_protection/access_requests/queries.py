"""Requests of people about their own records, as the viewer's agency keeps them."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from concerted.access.listing import page
from concerted.data_protection.models import Disclosable, Rectification, SubjectAccess
from concerted.kernel.viewer import Viewer
from concerted.partnership.models import Agency
from concerted.people.models import Record

A_PAGE = 25
STATES = {
    "received": ("due", "To collect"),
    "collected": ("due", "To review"),
    "reviewed": ("due", "To release"),
    "released": ("done", "Released"),
}


@dataclass(frozen=True)
class Progress:
    """How far the review of an answer has come."""

    total: int
    undecided: int
    plain: int

    @property
    def decided(self) -> int:
        """How many entries somebody decided."""
        return self.total - self.undecided


def requests_to_see(viewer: Viewer, *, released: bool) -> list[SubjectAccess]:
    """Return the agency's requests to see records, those due first; the newest first of released ones."""
    rows = SubjectAccess.objects.filter(scope__agency_id=viewer.agency_id)
    rows = rows.filter(state="released") if released else rows.exclude(state="released")
    return list(page(rows, ("-due_on" if released else "due_on", "id"), limit=A_PAGE))


def requests_to_mend(viewer: Viewer, *, decided: bool) -> list[Rectification]:
    """Return the agency's requests to put a record right."""
    rows = Rectification.objects.filter(scope__agency_id=viewer.agency_id)
    rows = rows.exclude(decision="") if decided else rows.filter(decision="")
    return list(page(rows, ("-due_on" if decided else "due_on", "id"), limit=A_PAGE).select_related("record"))


def request_to_see(viewer: Viewer, reference: str) -> SubjectAccess:
    """Return one request. Raises SubjectAccess.DoesNotExist, hidden or missing."""
    rows = SubjectAccess.objects.select_related("recorded_by", "reviewed_by", "scope__agency")
    return rows.get(reference=reference.upper(), scope__agency_id=viewer.agency_id)


def request_to_mend(viewer: Viewer, reference: str) -> Rectification:
    """Return one request. Raises Rectification.DoesNotExist, hidden or missing."""
    rows = Rectification.objects.select_related("recorded_by", "decided_by", "record", "scope__agency")
    return rows.get(reference=reference.upper(), scope__agency_id=viewer.agency_id)


def entries_of(request: SubjectAccess) -> list[Disclosable]:
    """Return the entries of an answer in their order."""
    return list(Disclosable.objects.filter(request=request).select_related("decided_by").order_by("number"))


def progress_of(entries: list[Disclosable]) -> Progress:
    """Count what is decided, and what names nobody else and could be given at once."""
    waiting = [entry for entry in entries if not entry.decision]
    return Progress(len(entries), len(waiting), sum(not entry.third_parties for entry in waiting))


def own_records(viewer: Viewer, person: str) -> list[Record]:
    """Return the agency's own records of a person, by the person's reference."""
    if not person.isprintable():
        return []
    rows = Record.objects.filter(person__reference=person.upper(), agency_id=viewer.agency_id)
    return list(rows.select_related("person").order_by("id"))


_RECEIVED = """
  with held (scope_id, came_at) as (
    select t.scope_id, to_timestamp(('x' || substr(replace(r.id::text, '-', ''), 1, 12))::bit(48)::bigint / 1000.0)
    from people_record r cross join lateral (
      select r.scope_id union select e.scope_id from people_event e where e.record_id = r.id
      union select a.scope_id from people_address a where a.record_id = r.id
      union select o.scope_id from people_score o where o.record_id = r.id
      union select c.scope_id from people_caseloadrow c where c.record_id = r.id) t
    where r.id = any (%(records)s::uuid[]))
  select distinct a.id from partnership_agency a where a.id <> %(mine)s and (
    exists (select 1 from access.my_disclosure d where d.to_agency_id = a.id and d.from_agency_id = %(mine)s
      and d.subject_id = any (%(records)s::uuid[]))
    or exists (select 1 from partnership_agreementline l join access.access_scope s on s.category = l.category
      join held h on h.scope_id = s.id and (l.until_at is null or l.until_at > h.came_at)
      where l.giver_id = %(mine)s and l.receiver_id = a.id and not l.by_request and l.from_at <= clock_timestamp()))"""
"""Lines that opened what the records hold at any time since they came; the first 48 bits of an id say when that was."""


def recipient_agencies(viewer: Viewer, records: list[UUID]) -> list[Agency]:
    """Return the agencies that received something of records: by a disclosure, or by an agreement, ended ones too.

    Who reads counts alone, or nothing that the records hold, received nothing of them (S20).
    """
    with connection.cursor() as cursor:
        cursor.execute(_RECEIVED, {"mine": viewer.agency_id, "records": records})
        ids = [row[0] for row in cursor.fetchall()]
    return list(Agency.objects.filter(pk__in=ids, closed_on=None).order_by("name"))
