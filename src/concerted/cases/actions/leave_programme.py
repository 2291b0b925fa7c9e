"""Let a person leave a programme: the case ends, and so does all that it still asks."""

from datetime import date
from uuid import UUID

from django.db import transaction

from concerted.audit.record import record
from concerted.cases.holding import hold_case
from concerted.cases.models import Case
from concerted.cases.programme import programme
from concerted.cases.stages import move
from concerted.kernel.errors import Refused
from concerted.kernel.viewer import Viewer


@transaction.atomic
def leave_programme(
    *, case: UUID, because: str, decided_by: str, on: date, by: Viewer, version: int | None = None
) -> Case:
    """End a case by the ending stage that follows its own, withdraw what is open, and return it.

    Raises Case.DoesNotExist, Changed, or Refused when no stage of the programme ends a case from here.
    """
    held = hold_case(case, version)
    try:
        stage = programme(held.programme).leaving_stage(held.stage)
    except LookupError as error:
        raise Refused("This case cannot end from where it stands: it has ended already, or is not decided.") from error
    withdrawn = move(held, to=stage.code, because=because, decided_by=decided_by, on=on, by=by, review_due_on=None)
    record("case.left", about=[held.pk, held.person_id], stage=stage.code, **withdrawn)
    return held
