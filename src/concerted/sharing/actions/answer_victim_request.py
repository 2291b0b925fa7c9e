"""Answer a request for a victim's information: what the service decided, and never the notes themselves (S4)."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from concerted.access.permissions import ROLES
from concerted.access.scoping import scope_id
from concerted.access.subjects import Basis, disclose_own, one_at_a_time
from concerted.audit.record import record
from concerted.kernel.viewer import Viewer
from concerted.partnership.models.agreement import UK_GDPR
from concerted.sharing.holding import by_line, insist
from concerted.sharing.models import VictimAnswer
from concerted.sharing.queries.victim_requests import asked_of_us
from concerted.sharing.rules.may_answer_victim_request import may_answer_victim_request
from concerted.sharing.terms import POWER

READERS = ("victim_requests.make", "victim_requests.read")


@transaction.atomic
def answer_victim_request(
    *,
    request: UUID,
    identifier: UUID,
    decision: str,
    words: str,
    victim_told_on: date | None,
    not_told_because: str,
    by: Viewer,
) -> None:
    """Write the answer in the service's own scope and open it to those who asked and their data protection officer.

    Sent twice, it is given once. Raises VictimRequest.DoesNotExist, or Refused with the rule's reason.
    """
    one_at_a_time("victim_answer", request)
    held, answer = asked_of_us(by, request)
    if answer is not None and answer.pk == identifier:
        return
    insist(may_answer_victim_request(withdrawn=held.withdrawn_at is not None, answered=answer is not None))
    scope = scope_id(by.agency_code, "victim_answer")
    made = VictimAnswer.objects.create(
        id=identifier,
        scope_id=scope,
        request_id=held.pk,
        decision=decision,
        words=words,
        victim_told_on=victim_told_on,
        not_told_because=not_told_because,
        answered_at=timezone.now(),
        answered_by=by_line(by),
    )
    basis = Basis(rests_on="statute", gateway=POWER, regime=UK_GDPR, because="The answer to a request")
    for code, role in ROLES.items():
        if role.permissions.intersection(READERS):
            made.disclosure_id = disclose_own(
                held.pk,
                scope=scope,
                receiver=held.asked_by.agency_id,
                role_class=code,
                purpose=role.purpose,
                basis=basis,
                until=None,
                act=made.pk,
            )
    made.save(update_fields=["disclosure_id"])
    record("victim_request.answered", about=[held.pk, made.pk], decision=decision)
