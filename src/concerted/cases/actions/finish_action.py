"""Call an action done, with what was found."""

from datetime import date
from uuid import UUID

from django.db import transaction

from concerted.audit.record import record
from concerted.cases.closing import OPEN_STATES
from concerted.cases.holding import hold_action, insist, unchanged
from concerted.cases.models import Action
from concerted.cases.rules.may_change_action import may_change_action
from concerted.cases.rules.may_finish_action import may_finish_action
from concerted.kernel.viewer import Viewer


@transaction.atomic
def finish_action(*, action: UUID, found: str, on: date, by: Viewer, version: int | None = None) -> Action:
    """Write down what was found and call the action done; the same words sent twice change nothing.

    An action before it that the viewer may not see does not hold it up, so that nothing is learnt of it. Raises
    Action.DoesNotExist, Changed, or Refused with the rule's reason.
    """
    held = hold_action(action)
    if held.state == "done" and held.answer == found.strip():
        return held
    unchanged(held, version)
    insist(may_change_action(state=held.state, to="done"))
    before = Action.objects.filter(pk=held.waits_for_id, state__in=OPEN_STATES).first() if held.waits_for_id else None
    insist(may_finish_action(found=found, waits_for=before.words if before else None))
    held.state, held.answer, held.ended_on = "done", found.strip(), on
    held.accepted_on, held.version = held.accepted_on or on, held.version + 1
    held.save(update_fields=["state", "answer", "ended_on", "accepted_on", "version"])
    record("action.done", about=[held.pk, held.case_id], late=max(0, (on - held.due_on).days))
    return held
