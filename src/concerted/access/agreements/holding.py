"""Holds a draft for one change, against somebody who was quicker."""

from django.utils import timezone

from concerted.kernel.errors import Refused
from concerted.kernel.viewer import Viewer
from concerted.partnership.conflicts import Changed
from concerted.partnership.models import Agreement


def hold_draft(agreement: int, version: int, by: Viewer) -> Agreement:
    """Return a draft of the viewer's own agency for one change.

    Raises Agreement.DoesNotExist, Changed when somebody was quicker, and Refused when it is no draft any more.
    """
    standing = Agreement.objects.get(pk=agreement, owner_agency_id=by.agency_id, is_template=False)
    if standing.state != "draft":
        raise Refused("It is no draft any more. What is in force or out for signature stays as it was written.")
    held = Agreement.objects.select_for_update().get(pk=agreement)
    if held.version != version:
        raise Changed(held.changed_by, held.changed_at)
    return held


def touch_draft(held: Agreement, by: Viewer, *fields: str) -> None:
    """Save a held draft with its next version and who changed it."""
    held.version, held.changed_by, held.changed_at = held.version + 1, by.holder, timezone.now()
    held.save(update_fields=[*fields, "version", "changed_by", "changed_at"])
