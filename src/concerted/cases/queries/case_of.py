"""Finds a case, or the cases of a person, that the viewer sees; a programme that no folder declares has no pages."""

from uuid import UUID

from concerted.cases.models import Case
from concerted.cases.programme import find_programmes
from concerted.kernel.viewer import Viewer


def case_of(viewer: Viewer, case: UUID) -> Case:
    """Return a case with its person. Raises Case.DoesNotExist, hidden or missing, after the same one query."""
    return Case.objects.select_related("person").get(pk=case, programme__in=list(find_programmes()))


def cases_of_person(viewer: Viewer, person: UUID) -> list[Case]:
    """Return the cases of a person that the viewer may see, the newest first; open or not."""
    declared = Case.objects.filter(person_id=person, programme__in=list(find_programmes()))
    return list(declared.order_by("-opened_on", "-id"))
