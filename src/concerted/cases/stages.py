"""Moves a case from stage to stage; the acts that decide and that leave share it and write their own audit event."""

from datetime import date

from django.utils import timezone

from concerted.cases.closing import withdraw_all
from concerted.cases.holding import insist
from concerted.cases.models import Case, Step
from concerted.cases.programme import programme
from concerted.cases.rules.may_move_to_stage import may_move_to_stage
from concerted.kernel.viewer import Viewer


def move(
    case: Case, *, to: str, because: str, decided_by: str, on: date, by: Viewer, review_due_on: date | None
) -> dict[str, int]:
    """Enter a stage and write the step; return how many actions and questions an ending stage withdrew.

    Raises Refused with the rule's reason when the stage may not follow or something that it asks for is not said.
    """
    plan = programme(case.programme)
    now, wanted = plan.stage(case.stage), plan.stage(to)
    insist(
        may_move_to_stage(
            now=now.code,
            to=to,
            following=now.following,
            asks=wanted.asks,
            because=because,
            decided_by=decided_by,
        )
    )
    case.stage, case.since_on, case.version = to, on, case.version + 1
    case.review_due_on = None if wanted.ends else review_due_on or case.review_due_on
    case.save(update_fields=["stage", "since_on", "review_due_on", "version"])
    Step.objects.create(
        scope_id=case.scope_id,
        case=case,
        stage=to,
        on=on,
        because=because.strip(),
        decided_by=decided_by.strip(),
        recorded_by_id=by.post_id,
        recorded_at=timezone.now(),
    )
    actions, questions = withdraw_all(case, on=on) if wanted.ends else (0, 0)
    return {"actions": actions, "questions": questions}
