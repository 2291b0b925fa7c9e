"""Write down when somebody was told that they are in the cohort, or why not (S14)."""

from datetime import date
from uuid import UUID

from django.db import transaction

from concerted.audit.record import record
from concerted.kernel.viewer import Viewer
from concerted.programmes.iom.models import Standing
from concerted.programmes.iom.standings import hold_standing, insist_on_told, keep


@transaction.atomic
def record_told(
    *, case: UUID, told_on: date | None, not_told_because: str, on: date, by: Viewer, version: int | None = None
) -> Standing:
    """Keep the day, or the reason for not telling, and return the standing; the same again changes nothing.

    Raises Case.DoesNotExist, Changed, or Refused when neither is said, or both are.
    """
    insist_on_told(told_on, not_told_because, on)
    said = (told_on, not_told_because.strip())
    held, standing = hold_standing(case, None)
    if (standing.told_on, standing.not_told_because) == said:
        return standing
    held, standing = hold_standing(case, version)
    standing.told_on, standing.not_told_because = said
    keep(held, standing)
    record("iom.told", about=[held.pk, held.person_id], told=told_on is not None)
    return standing
