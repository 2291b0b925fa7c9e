"""Write down what is needed on one pathway, or that nothing is."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from concerted.audit.record import record
from concerted.cases.conflicts import Changed
from concerted.cases.holding import SOMEBODY, hold_case
from concerted.cases.models import Need
from concerted.cases.programme import programme
from concerted.kernel.errors import Refused
from concerted.kernel.viewer import Viewer


@transaction.atomic
def write_need(
    *, case: UUID, pathway: str, words: str, none_needed: bool, by: Viewer, after: UUID | None = None
) -> Need:
    """Write the need of a pathway and return it; what was written before stays, beneath it.

    `after` is the need that the form showed, None where there was none: when another stands there now and says
    something else, it raises Changed. Raises Case.DoesNotExist, LookupError for an unknown pathway, or Refused.
    """
    held = hold_case(case)
    plan = programme(held.programme)
    if pathway not in plan.pathway_titles:
        raise LookupError(f"{plan.title} has no pathway {pathway!r}.")
    words = words.strip()
    if not words and not none_needed:
        raise Refused("Write down what is needed, or tick that nothing is.")
    latest = Need.objects.filter(case_id=case, pathway=pathway).order_by("-written_at").first()
    if latest is not None and (latest.words, latest.none_needed) == (words, none_needed):
        return latest
    if (latest.pk if latest else None) != after and latest is not None:
        raise Changed(latest.written_by.holder if latest.written_by else SOMEBODY, latest.written_at)
    need = Need.objects.create(
        scope_id=held.scope_id,
        case=held,
        pathway=pathway,
        words=words,
        none_needed=none_needed,
        written_by_id=by.post_id,
        written_at=timezone.now(),
    )
    record("need.written", about=[held.pk, held.person_id], pathway=pathway, none_needed=none_needed)
    return need
