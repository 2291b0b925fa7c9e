"""Finds a record of the viewer's own agency for an act."""

from uuid import UUID

from concerted.kernel.viewer import Viewer
from concerted.people.models import Record


def own_record(record: UUID, by: Viewer) -> Record:
    """Return a record of the viewer's agency. Raises Record.DoesNotExist, hidden, missing or another's."""
    return Record.objects.select_related("person").get(pk=record, agency_id=by.agency_id)
