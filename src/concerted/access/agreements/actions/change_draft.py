"""Change the words of a draft."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from concerted.audit.record import record
from concerted.kernel.errors import Refused
from concerted.kernel.viewer import Viewer
from concerted.partnership.conflicts import Changed, told_in_words
from concerted.partnership.models import Agreement

CHANGED = (
    "title", "purpose", "objective", "gateway_id", "assessment", "assessed_on", "owner", "retention", "marking",
    "complaints", "review_on",
)  # fmt: skip


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


def change_draft(*, agreement: int, version: int, last_on: date | None, by: Viewer, **given: Any) -> Agreement:
    """Change the words of a draft. Raises Agreement.DoesNotExist, Changed, Refused."""
    with told_in_words():
        held = hold_draft(agreement, version, by)
        for name in CHANGED:
            setattr(held, name, given[name])
        held.until_on = None if last_on is None else last_on + timedelta(days=1)
        touch_draft(held, by, *CHANGED, "until_on")
        record("agreement.changed", agreement=held.code, edition=held.edition)
    return held
