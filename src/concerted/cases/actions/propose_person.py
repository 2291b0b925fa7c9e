"""Propose a person to a programme: a case begins."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from concerted.access.scoping import scope_id
from concerted.access.subjects import name_subject, one_at_a_time
from concerted.audit.record import record
from concerted.cases.holding import by_line, insist
from concerted.cases.models import Case, Step
from concerted.cases.programme import programme as declared
from concerted.cases.rules.may_be_proposed import may_be_proposed
from concerted.kernel.identifiers import new_id
from concerted.kernel.viewer import Viewer


@transaction.atomic
def propose_person(
    *,
    person: UUID,
    programme: str,
    because: str,
    on: date,
    by: Viewer,
    proposed_by: str = "",
    identifier: UUID | None = None,
) -> Case:
    """Begin a case at the programme's first stage and return it.

    `proposed_by` is who proposes when another than the viewer does ("P. Vane, Probation").
    `identifier` comes from the form, so that sending the form twice begins one case. Raises Refused when the viewer
    sees an open case of this person in this programme, or no reason is given.
    """
    plan = declared(programme)
    one_at_a_time("propose", programme, person)
    already = Case.objects.filter(pk=identifier, programme=programme, person_id=person).first() if identifier else None
    if already is not None:
        return already
    held = Case.objects.filter(person_id=person, programme=programme, stage__in=plan.open_stages).first()
    insist(may_be_proposed(open_stage=plan.stage(held.stage).title if held else None, because=because))
    scope = scope_id(plan.scheme, "case")
    case = Case(
        id=identifier or new_id(),
        scope_id=scope,
        programme=programme,
        person_id=person,
        stage=plan.first_stage.code,
        since_on=on,
        opened_on=on,
    )
    name_subject(case.pk, "case", scope)
    case.save(force_insert=True)
    Step.objects.create(
        scope_id=scope,
        case=case,
        stage=case.stage,
        on=on,
        because=because.strip(),
        decided_by=proposed_by.strip() or f"{by.holder}, {by_line(by)}",
        recorded_by_id=by.post_id,
        recorded_at=timezone.now(),
    )
    record("case.proposed", about=[case.pk, person], programme=programme)
    return case
