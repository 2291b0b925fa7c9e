"""Record what the panel decided about somebody proposed, with what only this programme records beside it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from concerted.cases.actions.decide_case import decide_case
from concerted.cases.holding import hold_case, insist
from concerted.cases.models import Case, Step
from concerted.kernel.viewer import Viewer
from concerted.programmes.iom.rules.may_record_decision import may_record_decision
from concerted.programmes.iom.standings import insist_on_colour, insist_on_kind, standing_of


@dataclass(frozen=True)
class Parts:
    """What a decision says beside its outcome. To adopt: kind, colour and being told, each of which may be empty and
    follow later. Not to adopt: who holds the person. Not yet: what is missing."""

    kind: str = ""
    colour: str = ""
    told_on: date | None = None
    not_told_because: str = ""
    tell_by_on: date | None = None
    held_by: str = ""
    missing: str = ""


@transaction.atomic
def record_decision(
    *,
    case: UUID,
    outcome: str,
    because: str,
    decided_by: str,
    parts: Parts,
    on: date,
    by: Viewer,
    review_due_on: date | None = None,
    version: int | None = None,
) -> Case:
    """Move the case to `outcome` (adopted, declined, not_yet) and keep the parts; return the case.

    The same sent twice changes nothing. Raises Case.DoesNotExist, Changed, or Refused with the rule's reason.
    """
    insist(
        may_record_decision(
            outcome=outcome,
            because=because,
            decided_by=decided_by,
            held_by=parts.held_by,
            missing=parts.missing,
            told_on=parts.told_on,
            on=on,
        )
    )
    held = hold_case(case)
    if held.stage == outcome and _is_recorded(held, because, decided_by, by):
        return held
    if outcome == "adopted":
        if parts.kind:
            insist_on_kind(parts.kind)
        if parts.colour:
            insist_on_colour(parts.colour)
    held = decide_case(
        case=case,
        to=outcome,
        because=because,
        decided_by=decided_by,
        on=on,
        by=by,
        version=version,
        review_due_on=review_due_on,
    )
    _keep_parts(held, outcome, parts)
    return held


def _is_recorded(case: Case, because: str, decided_by: str, by: Viewer) -> bool:
    """Say whether this very decision stands there already: the form was sent twice."""
    last = Step.objects.filter(case_id=case.pk, stage=case.stage).order_by("-recorded_at").first()
    if last is None:
        return False
    said = (last.because, last.decided_by, last.recorded_by_id)
    return said == (because.strip(), decided_by.strip(), by.post_id)


def _keep_parts(case: Case, outcome: str, parts: Parts) -> None:
    standing = standing_of(case)
    if outcome == "adopted":
        standing.kind, standing.colour = parts.kind, parts.colour
        standing.told_on, standing.not_told_because = parts.told_on, parts.not_told_because.strip()
        standing.tell_by_on = parts.tell_by_on
    elif outcome == "declined":
        standing.held_by = parts.held_by.strip()
    else:
        standing.missing = parts.missing.strip()
    standing.save()
