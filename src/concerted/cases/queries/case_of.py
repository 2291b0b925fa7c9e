"""Finds a case, or the cases of a person, that the viewer may see."""

from uuid import UUID

from concerted.cases.models import Case
from concerted.kernel.viewer import Viewer


def case_of(viewer: Viewer, case: UUID) -> Case:
    """Return a case with its person. Raises Case.DoesNotExist, hidden or missing, after the same one query."""
    return Case.objects.select_related("person").get(pk=case)


def cases_of_person(viewer: Viewer, person: UUID) -> list[Case]:
    """Return the cases of a person that the viewer may see, the newest first; open or not."""
    return list(Case.objects.filter(person_id=person).order_by("-opened_on", "-id"))
