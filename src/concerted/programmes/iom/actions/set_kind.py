"""Say which kind somebody in the cohort is: Fixed, Flex or Free."""

from uuid import UUID

from django.db import transaction

from concerted.audit.record import record
from concerted.kernel.viewer import Viewer
from concerted.programmes.iom.models import Standing
from concerted.programmes.iom.standings import hold_standing, insist_on_kind, keep


@transaction.atomic
def set_kind(*, case: UUID, kind: str, by: Viewer, version: int | None = None) -> Standing:
    """Set the kind and return the standing; twice changes nothing. Raises Case.DoesNotExist, Changed, or Refused."""
    insist_on_kind(kind)
    held, standing = hold_standing(case, None)
    if standing.kind == kind:
        return standing
    held, standing = hold_standing(case, version)
    before, standing.kind = standing.kind, kind
    keep(held, standing)
    record("iom.kind_set", about=[held.pk, held.person_id], to=kind, before=before)
    return standing
