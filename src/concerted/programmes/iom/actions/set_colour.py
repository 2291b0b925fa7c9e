"""Give somebody in the cohort a colour: a person does, never a score."""

from datetime import date
from uuid import UUID

from django.db import transaction

from concerted.audit.record import record
from concerted.kernel.viewer import Viewer
from concerted.programmes.iom.models import Standing
from concerted.programmes.iom.standings import hold_standing, insist_on_colour, keep


@transaction.atomic
def set_colour(
    *, case: UUID, colour: str, by: Viewer, review_due_on: date | None = None, version: int | None = None
) -> Standing:
    """Set the colour, and the day of the next review where one is given; return the standing.

    The same again changes nothing. Raises Case.DoesNotExist, Changed, or Refused.
    """
    insist_on_colour(colour)
    held, standing = hold_standing(case, None)
    if standing.colour == colour and review_due_on in (None, held.review_due_on):
        return standing
    held, standing = hold_standing(case, version)
    before, standing.colour = standing.colour, colour
    held.review_due_on = review_due_on or held.review_due_on
    keep(held, standing)
    record("iom.colour_set", about=[held.pk, held.person_id], to=colour, before=before)
    return standing
