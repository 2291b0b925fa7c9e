"""The panel that the room offers on a person's page: what the data protection officer may do about these records."""

from datetime import date
from typing import Any
from uuid import UUID

from concerted.kernel.panels import Panel
from concerted.kernel.viewer import Viewer
from concerted.people.models import Record


def own_records_of(viewer: Viewer, today: date, person: UUID) -> dict[str, Any] | None:
    """Return the agency's own records of a person; None where it has none, whatever others hold."""
    records = list(Record.objects.filter(person_id=person, agency_id=viewer.agency_id).select_related("person"))
    references = [record.person.reference for record in records if record.person]
    return {"own_records": records, "own_reference": references[0]} if references else None


PANELS = (Panel("person.side", 90, "data_protection/person_panel.html", own_records_of, permission="rights.answer"),)
