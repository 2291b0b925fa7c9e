"""Let somebody leave the cohort: the county's rule informs, a named person decides and says why."""

from datetime import date
from uuid import UUID

from django.db import transaction

from concerted.cases.actions.leave_programme import leave_programme
from concerted.cases.holding import hold_case
from concerted.cases.models import Case, Step
from concerted.kernel.errors import Refused
from concerted.kernel.viewer import Viewer


@transaction.atomic
def leave_cohort(
    *, case: UUID, because: str, decided_by: str, on: date, by: Viewer, version: int | None = None
) -> Case:
    """End the case of somebody in the cohort, withdraw what is still asked, and return it; twice changes nothing.

    Locked cohorts keep the person. Raises Case.DoesNotExist, Changed, or Refused when the person is not in the cohort
    or no reason or nobody who decided is named.
    """
    held = hold_case(case)
    if held.stage == "left" and Step.objects.filter(case_id=case, stage="left", because=because.strip()).exists():
        return held
    if held.stage != "adopted":
        raise Refused("This person is not in the cohort.")
    return leave_programme(case=case, because=because, decided_by=decided_by, on=on, by=by, version=version)
