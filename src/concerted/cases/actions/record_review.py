"""Record that a case was reviewed, what was found, and when it is looked at next."""

from datetime import date
from uuid import UUID

from django.db import transaction

from concerted.audit.record import record
from concerted.cases.holding import hold_case, unchanged
from concerted.cases.models import Review
from concerted.cases.programme import programme
from concerted.kernel.errors import Refused
from concerted.kernel.identifiers import new_id
from concerted.kernel.viewer import Viewer


@transaction.atomic
def record_review(
    *,
    case: UUID,
    words: str,
    held_on: date,
    next_on: date | None,
    today: date,
    by: Viewer,
    version: int | None = None,
    identifier: UUID | None = None,
) -> Review:
    """Write the review down, set the day of the next one (None: not set), and return it.

    Raises Case.DoesNotExist, Changed, or Refused when the case is closed, nothing is written, the day of the review
    lies ahead or the next one does not.
    """
    held = hold_case(case)
    already = Review.objects.filter(pk=identifier, case_id=case).first() if identifier else None
    if already is not None:
        return already
    unchanged(held, version)
    if not programme(held.programme).stage(held.stage).open:
        raise Refused("The case is closed: it is not reviewed any more.")
    if not words.strip():
        raise Refused("Say what the review found.")
    if held_on > today:
        raise Refused("The day of the review lies ahead. Write the day on which it was held.")
    if next_on is not None and next_on <= held_on:
        raise Refused("The next review comes after this one. Write a later day.")
    review = Review.objects.create(
        id=identifier or new_id(),
        scope_id=held.scope_id,
        case=held,
        due_on=held.review_due_on,
        held_on=held_on,
        words=words.strip(),
        recorded_by_id=by.post_id,
        next_on=next_on,
    )
    held.review_due_on, held.version = next_on, held.version + 1
    held.save(update_fields=["review_due_on", "version"])
    record("case.reviewed", about=[held.pk, held.person_id])
    return review
