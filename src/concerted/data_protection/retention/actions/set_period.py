"""Set how long a category is kept, from a day; what was in force until then stays written."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from concerted.access.categories import CATEGORIES
from concerted.access.subjects import one_at_a_time
from concerted.audit.record import record
from concerted.data_protection.models import RetentionPeriod
from concerted.data_protection.retention.schedule import COUNTED_FROM
from concerted.kernel.errors import Refused
from concerted.kernel.viewer import Viewer


@transaction.atomic
def set_period(
    *, category: str, programme: str, months: int | None, review_months: int | None, counted_from: str, source: str,
    from_on: date, on: date, by: Viewer,
) -> RetentionPeriod:  # fmt: skip
    """Write a period for the viewer's agency and end the one before it; the same sent twice is written once.

    Raises Refused without a period or a review interval, without a source, or for a day before the one in force.
    """
    if category not in CATEGORIES or counted_from not in COUNTED_FROM:
        raise LookupError(category)
    if months is None and review_months is None:
        raise Refused("Say for how many months it is kept, or after how many months it is reviewed.")
    if not source.strip():
        raise Refused("Say which policy or law gives this period.")
    one_at_a_time("retention", by.agency_id, category, programme)
    before = RetentionPeriod.objects.filter(
        agency_id=by.agency_id, category=category, programme=programme, until_on=None
    )
    last = before.order_by("-from_on", "-id").first()
    asked = (months, review_months, counted_from, source.strip(), from_on)
    if last and (last.months, last.review_months, last.counted_from, last.source, last.from_on) == asked:
        return last
    if last and from_on < last.from_on:
        raise Refused(f"A period is written from {last.from_on:%d/%m/%Y} on. Choose that day or a later one.")
    before.update(until_on=from_on)
    made = RetentionPeriod.objects.create(
        agency_id=by.agency_id, category=category, programme=programme, months=months, review_months=review_months,
        counted_from=counted_from, source=source.strip(), from_on=from_on, set_by_id=by.post_id, set_at=timezone.now(),
    )  # fmt: skip
    record("retention.period_set", category=category, months=months, review_months=review_months)
    return made
