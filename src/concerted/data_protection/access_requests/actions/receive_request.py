"""Write down that somebody asks to see what the agency holds about them; give it more time; prove who asks."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction

from concerted.access.scoping import scope_id
from concerted.audit.record import record
from concerted.data_protection.access_requests.exemptions import PART_3, REGIMES
from concerted.data_protection.access_requests.holding import held_request
from concerted.data_protection.models import SubjectAccess
from concerted.data_protection.rules.answer_is_due import answer_is_due, due_on
from concerted.kernel.errors import Refused
from concerted.kernel.identifiers import new_reference
from concerted.kernel.viewer import Viewer
from concerted.partnership.models import Agency
from concerted.people.models import Record


@transaction.atomic
def receive_request(
    *, identifier: UUID, who: str, identified_by: str, regime: str, received_on: date, records: Sequence[UUID],
    on: date, by: Viewer,
) -> SubjectAccess:  # fmt: skip
    """Write the request with the agency's own records that were found; sent twice, it is written once.

    Raises Refused for a day to come, or for Part 3 where the agency is no competent authority.
    """
    already = SubjectAccess.objects.filter(pk=identifier).first()
    if already:
        return already
    if received_on > on:
        raise Refused("A request cannot have come on a day that is still to come.")
    if regime not in REGIMES:
        raise LookupError(regime)
    if regime == PART_3 and not Agency.objects.filter(pk=by.agency_id, competent_authority=True).exists():
        raise Refused("Only a competent authority answers under Part 3.")
    own = Record.objects.filter(pk__in=records, agency_id=by.agency_id).order_by("pk").values_list("pk", flat=True)
    made = SubjectAccess(
        id=identifier, reference=new_reference(), scope_id=scope_id(by.agency_code, "rights"), regime=regime,
        who=who.strip(), identified_by=identified_by.strip(), records=list(own), received_on=received_on,
        due_on=due_on(received_on), recorded_by_id=by.post_id,
    )  # fmt: skip
    made.save(force_insert=True)
    record("rights.received", about=[made.pk, *made.records], regime=regime, records=len(made.records))
    return made


@transaction.atomic
def prove_identity(*, request: UUID, version: int, how: str, by: Viewer) -> SubjectAccess:
    """Write down how it was proven who asks. Raises SubjectAccess.DoesNotExist, Changed or Refused."""
    held = held_request(request, version, by)
    held.identified_by = how.strip()
    held.version += 1
    held.save(update_fields=["identified_by", "version"])
    record("rights.identified", about=[held.pk])
    return held


@transaction.atomic
def extend_request(*, request: UUID, version: int, because: str, by: Viewer) -> SubjectAccess:
    """Take two further months, once, where the UK GDPR allows it.

    Raises SubjectAccess.DoesNotExist, Changed or Refused.
    """
    held = held_request(request, version, by)
    if held.extended_because:
        raise Refused("It was given more time already, and that can happen once.")
    decision = answer_is_due(received_on=held.received_on, on=held.received_on, regime=held.regime, extended=True)
    if not decision:
        raise Refused(decision.because)
    held.due_on, held.extended_because = due_on(held.received_on, extended=True), because.strip()
    held.version += 1
    held.save(update_fields=["due_on", "extended_because", "version"])
    record("rights.extended", about=[held.pk], due=str(held.due_on))
    return held
