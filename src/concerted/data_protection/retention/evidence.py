"""What a decision to keep or erase a record rests on: what is held, since when, who received it, what stands open."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.utils import timezone

from concerted.access.categories import in_words
from concerted.access.rooms import offering
from concerted.data_protection.models import LegalHold, RetentionReview
from concerted.data_protection.retention.doomed import doomed_by
from concerted.data_protection.retention.due import Time, standing_of, times_of
from concerted.data_protection.retention.reach import reach
from concerted.data_protection.retention.standing import Standing
from concerted.data_protection.retention.tables import words_of
from concerted.kernel.viewer import Viewer
from concerted.partnership.models import AgreementLine
from concerted.people.models import Address, CaseloadRow, Event, Record, Score

STAYS = (
    "Other agencies’ records of the same person, and all that they hold",
    "Counts in figures that were released: nobody is in them",
    "The audit trail, which names opaque ids and never a person",
    "The certificate: opaque ids and counts",
)
"""What an erasure leaves, and why it may."""


@dataclass(frozen=True)
class Evidence:
    """All that the page of one record says before somebody decides; `due` when the time of every category is up."""

    record: Record
    times: list[Time]
    held: list[tuple[str, int]]
    recipients: list[str]
    standing: Standing
    holds: list[LegalHold]
    reviews: list[RetentionReview]
    others: list[Record]

    @property
    def due(self) -> bool:
        """Whether the time of every category is up."""
        return all(time.decision for time in self.times)

    @property
    def why(self) -> str:
        """Why its time is up, or the first reason why not."""
        return next((t.decision for t in self.times if not t.decision), self.times[-1].decision).because


def evidence(viewer: Viewer, record: Record, on: date) -> Evidence:
    """Return what is known of one record of the viewer's agency on a day."""
    reviews = list(RetentionReview.objects.filter(record=record).select_related("decided_by").order_by("-decided_at"))
    kept = max((r.keep_until_on for r in reviews if r.decision == "keep" and r.keep_until_on), default=None)
    others = Record.objects.filter(person=record.person, agency_id=viewer.agency_id).exclude(pk=record.pk)
    holds = LegalHold.objects.filter(record=record).select_related("placed_by").order_by("-from_at")
    return Evidence(
        record=record,
        times=times_of(viewer, record, on, kept),
        held=held_by(record),
        recipients=recipients(viewer, [record.pk]),
        standing=standing_of(record),
        holds=list(holds),
        reviews=reviews,
        others=list(others) if record.person_id else [],
    )


def held_by(record: Record) -> list[tuple[str, int]]:
    """Return how many rows of each kind the viewer sees on a record."""
    counts = [
        (words, model.objects.filter(record=record).count())
        for words, model in (
            ("addresses", Address), ("events", Event), ("scores", Score), ("places on the caseload", CaseloadRow),
        )
    ]  # fmt: skip
    return [(words, count) for words, count in counts if count]


def recipients(viewer: Viewer, records: list[UUID]) -> list[str]:
    """Return who received what of records: by a disclosure of one, and by agreements that open a whole category."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select distinct a.name, d.category from access.my_disclosure d "
            "join partnership_agency a on a.id = d.to_agency_id "
            "where d.subject_id = any (%s::uuid[]) and d.from_agency_id = %s order by 1, 2",
            [records, viewer.agency_id],
        )
        singly = [f"{name}: {in_words(category)}, disclosed of this person" for name, category in cursor.fetchall()]
    now = timezone.now()
    kinds = Event.objects.filter(record__in=records).order_by().values_list("scope__category", flat=True).distinct()
    held = {"identity", *kinds}
    if Address.objects.filter(record__in=records).exists():
        held.add("whereabouts")
    lines = AgreementLine.objects.filter(
        giver_id=viewer.agency_id, by_request=False, from_at__lte=now, category__in=held
    ).exclude(until_at__lte=now)
    bulk = sorted({(line.receiver.name, line.category) for line in lines.select_related("receiver")})
    return singly + [f"{name}: {in_words(category)}, by agreement" for name, category in bulk]


def preview(viewer: Viewer, records: list[UUID]) -> list[tuple[str, int]]:
    """Return what goes with records, table by table in words, as far as the viewer sees it; most rows first."""
    doomed = doomed_by(viewer.agency_id, records)
    counts = {table: len(keys) for table, keys in reach(doomed).items() if table != "people_person"}
    for room in offering("erase"):
        if hasattr(room, "named"):
            counts |= room.named(doomed, take=False).rows
    rows = [(words_of(table), count) for table, count in counts.items() if count]
    return sorted(rows, key=lambda row: (-row[1], row[0]))
