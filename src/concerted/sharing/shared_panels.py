"""What a person's page shows of disclosures: the act that leads to sharing, and what was opened of them alone."""

from datetime import date
from typing import Any
from uuid import UUID

from concerted.access.permissions import may
from concerted.kernel.viewer import Viewer
from concerted.people.models import Record
from concerted.sharing.queries.about import About
from concerted.sharing.queries.disclosures import Filters, log
from concerted.sharing.views.log import row_in_words

LINES = 20
"""How many disclosures stand on the page; the log has all of them."""


def share_act(viewer: Viewer, today: date, person: UUID) -> dict[str, Any] | None:
    """Return what leads to sharing; None where the viewer's agency holds no record of its own."""
    reference = (
        Record.objects.filter(person_id=person, agency_id=viewer.agency_id)
        .values_list("person__reference", flat=True)
        .first()
    )
    return {"reference": reference} if reference else None


def opened_alone(viewer: Viewer, today: date, person: UUID) -> dict[str, Any]:
    """Return the disclosures about a person for the viewer's own purpose and no other, the newest first."""
    records = list(Record.objects.filter(person_id=person).values_list("pk", "person__reference"))
    rows = log(viewer, Filters(subjects=[pk for pk, _ in records], own=True), limit=LINES)
    return {
        "rows": [row_in_words(row, About("")) for row in rows],
        "reads": may(viewer.role_class, "sharing.read"),
        "reference": records[0][1] if records else "",
    }
