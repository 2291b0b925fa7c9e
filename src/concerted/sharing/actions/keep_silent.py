"""Say nothing to a question: nobody is told, and no answer means nothing."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from concerted.audit.record import record
from concerted.kernel.viewer import Viewer
from concerted.sharing.models import Relay


@transaction.atomic
def keep_silent(*, relay: UUID, by: Viewer) -> None:
    """Lay an open question aside in the own agency's list; twice changes nothing. Raises Relay.DoesNotExist."""
    held = Relay.objects.select_for_update().get(pk=relay)
    if held.state != "open":
        return
    held.state, held.version = "kept_silent", held.version + 1
    held.dealt_with_at, held.dealt_with_by_id = timezone.now(), by.post_id
    held.save(update_fields=["state", "version", "dealt_with_at", "dealt_with_by"])
    record("enquiry.left", about=[held.pk])
