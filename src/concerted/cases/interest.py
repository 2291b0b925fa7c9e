"""Whom programmes work with, for rooms below that put these people first."""

from uuid import UUID

from django.db.models import Q

from concerted.cases.models import Case
from concerted.cases.programme import find_programmes
from concerted.kernel.viewer import Viewer


def persons_of_interest(viewer: Viewer) -> set[UUID]:
    """Return the persons of cases that are proposed or open and that the viewer may see, in one query."""
    going_on = Q(pk__in=[])
    for programme in find_programmes().values():
        stages = [stage.code for stage in programme.stages if not stage.ends]
        going_on |= Q(programme=programme.code, stage__in=stages)
    return set(Case.objects.filter(going_on).values_list("person_id", flat=True))
