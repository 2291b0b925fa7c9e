"""Record a decision on a case: it moves to another stage of its programme."""

from datetime import date
from uuid import UUID

from django.db import transaction

from concerted.audit.record import record
from concerted.cases.holding import hold_case
from concerted.cases.models import Case
from concerted.cases.stages import move
from concerted.kernel.viewer import Viewer


@transaction.atomic
def decide_case(
    *,
    case: UUID,
    to: str,
    because: str,
    decided_by: str,
    on: date,
    by: Viewer,
    version: int | None = None,
    review_due_on: date | None = None,
) -> Case:
    """Move a case to a stage that may follow, for a reason, by a named person; return it.

    What one programme alone records beside the decision its own act saves, in the same transaction. Raises
    Case.DoesNotExist, Changed, or Refused with the rule's reason.
    """
    held = hold_case(case, version)
    before = held.stage
    withdrawn = move(held, to=to, because=because, decided_by=decided_by, on=on, by=by, review_due_on=review_due_on)
    record("case.decided", about=[held.pk, held.person_id], stage=to, before=before, **withdrawn)
    return held
