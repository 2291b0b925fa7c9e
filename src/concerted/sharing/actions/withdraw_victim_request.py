"""Take a request for a victim's information back; the service sees that, and its log keeps it."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from concerted.audit.record import record
from concerted.kernel.viewer import Viewer
from concerted.sharing.models import VictimRequest


@transaction.atomic
def withdraw_victim_request(*, request: UUID, by: Viewer) -> None:
    """Take a request of the viewer's agency back; twice changes nothing. Raises VictimRequest.DoesNotExist."""
    held = VictimRequest.objects.select_for_update(of=("self",)).get(pk=request, asked_by__agency_id=by.agency_id)
    if held.withdrawn_at is not None:
        return
    held.withdrawn_at, held.version = timezone.now(), held.version + 1
    held.save(update_fields=["withdrawn_at", "version"])
    record("victim_request.withdrawn", about=[held.pk])
