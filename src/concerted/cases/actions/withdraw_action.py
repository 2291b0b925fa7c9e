"""Take an action back: it is no longer asked."""

from datetime import date
from uuid import UUID

from django.db import transaction

from concerted.audit.record import record
from concerted.cases.holding import hold_action, hold_case, insist, unchanged
from concerted.cases.models import Action
from concerted.cases.rules.may_change_action import may_change_action
from concerted.kernel.viewer import Viewer


@transaction.atomic
def withdraw_action(*, action: UUID, because: str, on: date, by: Viewer, version: int | None = None) -> Action:
    """Withdraw an action of a plan that the viewer keeps; the agency sees that it is withdrawn and why.

    Twice changes nothing. Raises Action.DoesNotExist, or Case.DoesNotExist when the plan is not the viewer's to
    keep, Changed, or Refused.
    """
    held = hold_action(action)
    hold_case(held.case_id)
    if held.state == "withdrawn":
        return held
    unchanged(held, version)
    insist(may_change_action(state=held.state, to="withdrawn"))
    held.state, held.answer, held.ended_on, held.version = "withdrawn", because.strip(), on, held.version + 1
    held.save(update_fields=["state", "answer", "ended_on", "version"])
    record("action.withdrawn", about=[held.pk, held.case_id])
    return held
