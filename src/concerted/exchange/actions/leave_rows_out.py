"""Leave the rows that wait out, with a reason; they stay where they are and can be taken back."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from concerted.audit.record import record
from concerted.exchange.models import Sending
from concerted.kernel.errors import Refused
from concerted.kernel.viewer import Viewer


@transaction.atomic
def leave_rows_out(*, sending: UUID, because: str, by: Viewer) -> Sending:
    """Say that the waiting rows of a sending will not be mended, and return it. The same sent twice changes nothing.

    Raises Sending.DoesNotExist, or Refused without a reason or when nothing waits.
    """
    held = Sending.objects.select_for_update(of=("self",)).get(pk=sending, agency=by.agency_id)
    if held.left_out_because and held.left_out_because == because.strip():
        return held
    if not because.strip():
        raise Refused("Say why they are left out: those who read the figures will ask.")
    if held.state != "loaded" or not held.rows_waiting:
        raise Refused("No row of this file waits any more.")
    held.left_out_because, held.left_out_at = because.strip()[:500], timezone.now()
    held.save(update_fields=["left_out_because", "left_out_at"])
    record("sending.left_out", about=[held.pk], rows=held.rows_waiting)
    return held
