"""Accept an action that another asks: it will be done by its day."""

from datetime import date
from uuid import UUID

from django.db import transaction

from concerted.audit.record import record
from concerted.cases.holding import hold_action, insist, unchanged
from concerted.cases.models import Action
from concerted.cases.rules.may_change_action import may_change_action
from concerted.kernel.viewer import Viewer


@transaction.atomic
def accept_action(*, action: UUID, on: date, by: Viewer, version: int | None = None) -> Action:
    """Accept an action and return it; accepting twice changes nothing. Raises Action.DoesNotExist, Changed, Refused."""
    held = hold_action(action)
    if held.state == "accepted":
        return held
    unchanged(held, version)
    insist(may_change_action(state=held.state, to="accepted"))
    held.state, held.accepted_on, held.version = "accepted", on, held.version + 1
    held.save(update_fields=["state", "accepted_on", "version"])
    record("action.accepted", about=[held.pk, held.case_id], days=(on - held.asked_on).days)
    return held
