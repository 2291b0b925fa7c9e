"""What this room gives to somebody who asks what an agency holds about them: what they asked, and what was decided."""

from uuid import UUID

from django.utils import timezone

from concerted.data_protection.models import LegalHold, Rectification, RetentionReview
from concerted.kernel.answering import Entry
from concerted.kernel.viewer import Viewer
from concerted.people.answerable import answerable


def entries(viewer: Viewer, records: list[UUID]) -> list[Entry]:
    """Return requests to put a record right, decisions to keep it, and legal holds."""
    mine, of, source = answerable(viewer), {"record_id__in": records}, viewer.agency_name
    found = [
        Entry(
            "rights", "What you asked to have put right", f"{row.wrong} {row.because}".strip(), source, row.received_on
        )
        for row in Rectification.objects.filter(mine, **of)
    ]
    for kept in RetentionReview.objects.filter(mine, **of):
        on = timezone.localdate(kept.decided_at)
        found.append(Entry("retention", "A decision to keep your record", kept.because, source, on))
    for hold in LegalHold.objects.filter(mine, **of):
        text = f"{hold.because}. Ordered by {hold.ordered_by}."
        found.append(Entry("retention", "A legal hold", text, source, timezone.localdate(hold.from_at)))
    return found
