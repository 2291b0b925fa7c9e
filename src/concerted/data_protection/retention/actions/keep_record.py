"""Decide that a record is kept until a day, and why."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from concerted.access.scoping import scope_id
from concerted.audit.record import record
from concerted.data_protection.models import RetentionReview
from concerted.data_protection.retention.evidence import evidence
from concerted.data_protection.retention.owning import own_record
from concerted.kernel.errors import Refused
from concerted.kernel.viewer import Viewer


@transaction.atomic
def keep_record(
    *, identifier: UUID, record_id: UUID, until_on: date, because: str, on: date, by: Viewer
) -> RetentionReview:
    """Write the decision with the evidence as it stood; `identifier` comes from the form, so that it is written once.

    Raises Record.DoesNotExist, or Refused for a day that has passed.
    """
    held = own_record(record_id, by)
    already = RetentionReview.objects.filter(pk=identifier).first()
    if already:
        return already
    if until_on <= on:
        raise Refused("Choose a day that is still to come.")
    known = evidence(by, held, on)
    made = RetentionReview(
        id=identifier, scope_id=scope_id(by.agency_code, "retention"), record=held, due_on=on, decision="keep",
        because=because.strip(), keep_until_on=until_on, evidence=[t.decision.because for t in known.times],
        decided_at=timezone.now(), decided_by_id=by.post_id,
    )  # fmt: skip
    made.save(force_insert=True)
    record("retention.kept", about=[held.pk], until=str(until_on))
    return made
