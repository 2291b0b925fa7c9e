"""Holds a request for one change."""

from uuid import UUID

from concerted.data_protection.models import SubjectAccess
from concerted.kernel.errors import Refused
from concerted.kernel.viewer import Viewer
from concerted.sharing.holding import unchanged


def held_request(request: UUID, version: int, by: Viewer) -> SubjectAccess:
    """Lock a request of the viewer's agency that is not released yet.

    Raises SubjectAccess.DoesNotExist, Changed when its version is another, Refused once it is released.
    """
    held = SubjectAccess.objects.select_for_update(of=("self",)).get(pk=request, scope__agency_id=by.agency_id)
    unchanged(held, version)
    if held.state == "released":
        raise Refused("The answer is released: it cannot be changed any more.")
    return held
