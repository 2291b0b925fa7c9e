"""The invented county's schedule of retention, a legal hold, and what people ask about their own records."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from concerted.access.scoping import scope_id
from concerted.data_protection.models import LegalHold, Rectification, RetentionPeriod, SubjectAccess
from concerted.data_protection.rules.answer_is_due import due_on
from concerted.kernel.identifiers import new_reference
from concerted.partnership.models import Agency, Post
from concerted.people.models import Event, Record
from concerted.people.queries.records import name_of

SOURCE = "Schedule of the demonstration, invented"
PERIODS = {
    "police": {"identity": 48, "whereabouts": 48, "offending": 48},
    "housing_colchester": {"identity": 24, "whereabouts": 24, "housing": 24},
}
"""Months by agency and category: invented, and short, since the county's files go back five years; nobody else gets
them."""


def seed_rights(as_at: date) -> None:
    """Write the schedule and the requests, once."""
    if RetentionPeriod.objects.exists():
        return
    officer = Post.objects.filter(role_class="data_protection_officer", agency__code="police").first()
    if officer is None:
        return
    for code, periods in PERIODS.items():
        for category, months in periods.items():
            RetentionPeriod.objects.create(
                agency=Agency.objects.get(code=code), category=category, months=months, counted_from="last_event",
                source=SOURCE, from_on=as_at - timedelta(days=400), set_by=officer, set_at=timezone.now(),
            )  # fmt: skip
    police = Record.objects.filter(agency__code="police").order_by("family_name", "given_name", "pk")
    if police.count() < 3:
        return
    first, second, third = police[:3]
    _hold(first, officer, as_at)
    _asks(second, officer, as_at)
    _corrects(third, officer, as_at)


def _hold(record: Record, officer: Post, as_at: date) -> None:
    oldest = Event.objects.filter(record__agency__code="police").order_by("happened_on", "pk").first()
    LegalHold.objects.create(
        scope_id=scope_id("police", "retention"), record=oldest.record if oldest else record,
        because="A public inquiry whose terms name this force", ordered_by="The inquiry’s chair",
        from_at=timezone.make_aware(datetime.combine(as_at - timedelta(days=60), time(10))), placed_by=officer,
    )  # fmt: skip


def _asks(record: Record, officer: Post, as_at: date) -> None:
    came = as_at - timedelta(days=19)
    SubjectAccess.objects.create(
        reference=new_reference(), scope_id=scope_id("police", "rights"), regime="part_3", who=name_of(record),
        identified_by="Driving licence seen", records=[record.pk], received_on=came, due_on=due_on(came),
        recorded_by=officer,
    )  # fmt: skip


def _corrects(record: Record, officer: Post, as_at: date) -> None:
    came = as_at - timedelta(days=6)
    Rectification.objects.create(
        reference=new_reference(), scope_id=scope_id("police", "rights"), record=record,
        wrong="The record says that I was arrested in May. I was not: my brother was.",
        right="There was no arrest of mine in May.", received_on=came, due_on=due_on(came), recorded_by=officer,
    )  # fmt: skip
