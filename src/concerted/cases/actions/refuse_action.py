"""Send an action back: this is not for us."""

from datetime import date
from uuid import UUID

from django.db import transaction

from concerted.audit.record import record
from concerted.cases.holding import hold_action, insist, unchanged
from concerted.cases.models import Action
from concerted.cases.rules.may_change_action import may_change_action
from concerted.kernel.errors import Refused
from concerted.kernel.viewer import Viewer


@transaction.atomic
def refuse_action(*, action: UUID, because: str, on: date, by: Viewer, version: int | None = None) -> Action:
    """Send an action back with a reason, or who could do it; twice changes nothing.

    Raises Action.DoesNotExist, Changed, or Refused.
    """
    held = hold_action(action)
    if held.state == "not_ours" and held.answer == because.strip():
        return held
    unchanged(held, version)
    insist(may_change_action(state=held.state, to="not_ours"))
    if not because.strip():
        raise Refused("Say why this is not for you, or who could do it.")
    held.state, held.answer, held.ended_on, held.version = "not_ours", because.strip(), on, held.version + 1
    held.save(update_fields=["state", "answer", "ended_on", "version"])
    record("action.not_ours", about=[held.pk, held.case_id])
    return held
