"""Take the rows that were left out back: they wait to be mended again."""

from uuid import UUID

from django.db import transaction

from concerted.audit.record import record
from concerted.exchange.models import Sending
from concerted.kernel.viewer import Viewer


@transaction.atomic
def take_back(*, sending: UUID, by: Viewer) -> Sending:
    """Let the rows of a sending wait again, and return it; one whose rows wait already is returned as it is.

    Raises Sending.DoesNotExist. The reason given before stays in the history.
    """
    held = Sending.objects.select_for_update(of=("self",)).get(pk=sending, agency=by.agency_id)
    if not held.left_out_because:
        return held
    held.left_out_because, held.left_out_at = "", None
    held.save(update_fields=["left_out_because", "left_out_at"])
    record("sending.taken_back", about=[held.pk], rows=held.rows_waiting)
    return held
