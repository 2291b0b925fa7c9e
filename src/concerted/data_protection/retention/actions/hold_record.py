"""Place a legal hold on a record, and lift one."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from concerted.access.scoping import scope_id
from concerted.audit.record import record
from concerted.data_protection.models import LegalHold
from concerted.data_protection.retention.owning import own_record
from concerted.kernel.viewer import Viewer


@transaction.atomic
def place_hold(*, identifier: UUID, record_id: UUID, because: str, ordered_by: str, by: Viewer) -> LegalHold:
    """Keep a record from being erased until the hold is lifted; sent twice, it is placed once.

    Raises Record.DoesNotExist.
    """
    held = own_record(record_id, by)
    already = LegalHold.objects.filter(pk=identifier).first()
    if already:
        return already
    made = LegalHold(
        id=identifier, scope_id=scope_id(by.agency_code, "retention"), record=held, because=because.strip(),
        ordered_by=ordered_by.strip(), from_at=timezone.now(), placed_by_id=by.post_id,
    )  # fmt: skip
    made.save(force_insert=True)
    record("hold.placed", about=[held.pk, made.pk])
    return made


@transaction.atomic
def lift_hold(*, hold: UUID, by: Viewer) -> LegalHold:
    """Lift a hold; one that is lifted already stays as it is. Raises LegalHold.DoesNotExist."""
    held = LegalHold.objects.select_for_update(of=("self",)).get(pk=hold, record__agency_id=by.agency_id)
    if held.until_at is None:
        held.until_at = timezone.now()
        held.save(update_fields=["until_at"])
        record("hold.lifted", about=[held.record_id, held.pk])
    return held
