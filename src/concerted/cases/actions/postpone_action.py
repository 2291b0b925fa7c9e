"""Put an action off to a later day, and say why."""

from datetime import date
from uuid import UUID

from django.db import transaction

from concerted.audit.record import record
from concerted.cases.holding import hold_action, insist, unchanged
from concerted.cases.models import Action
from concerted.cases.rules.may_change_action import may_change_action
from concerted.cases.rules.may_postpone_action import may_postpone_action
from concerted.kernel.viewer import Viewer


@transaction.atomic
def postpone_action(
    *, action: UUID, to_on: date, because: str, on: date, by: Viewer, version: int | None = None
) -> Action:
    """Put an action off and return it; the first day asked for stays visible. The same sent twice changes nothing.

    Raises Action.DoesNotExist, Changed, or Refused with the rule's reason.
    """
    held = hold_action(action)
    if held.state == "later" and held.due_on == to_on and held.answer == because.strip():
        return held
    unchanged(held, version)
    insist(may_change_action(state=held.state, to="later"))
    insist(may_postpone_action(due_on=held.due_on, to_on=to_on, today=on, because=because))
    days = (to_on - held.due_on).days
    held.was_due_on = held.was_due_on or held.due_on
    held.state, held.due_on, held.answer = "later", to_on, because.strip()
    held.accepted_on, held.version = held.accepted_on or on, held.version + 1
    held.save(update_fields=["state", "due_on", "was_due_on", "answer", "accepted_on", "version"])
    record("action.postponed", about=[held.pk, held.case_id], days=days)
    return held
