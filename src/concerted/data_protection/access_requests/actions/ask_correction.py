"""Write down what somebody says is wrong in a record, decide it, and tell those who received the record."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from concerted.access.scoping import scope_id
from concerted.audit.record import record
from concerted.data_protection.access_requests.queries import recipient_agencies
from concerted.data_protection.models import Rectification
from concerted.data_protection.rules.answer_is_due import due_on
from concerted.kernel.errors import Refused
from concerted.kernel.identifiers import new_reference
from concerted.kernel.viewer import Viewer
from concerted.people.models import Record
from concerted.sharing.holding import unchanged
from concerted.sharing.notices import notify

DECISIONS = {"right": "They are right", "partly": "They are partly right", "refused": "It is refused"}


@transaction.atomic
def ask_correction(
    *, identifier: UUID, record_id: UUID, wrong: str, right: str, received_on: date, on: date, by: Viewer
) -> Rectification:
    """Write the request; sent twice, it is written once. Raises Record.DoesNotExist, or Refused for a day to come."""
    already = Rectification.objects.filter(pk=identifier).first()
    if already:
        return already
    held = Record.objects.get(pk=record_id, agency_id=by.agency_id)
    if received_on > on:
        raise Refused("A request cannot have come on a day that is still to come.")
    made = Rectification(
        id=identifier, reference=new_reference(), scope_id=scope_id(by.agency_code, "rights"), record=held,
        wrong=wrong.strip(), right=right.strip(), received_on=received_on, due_on=due_on(received_on),
        recorded_by_id=by.post_id,
    )  # fmt: skip
    made.save(force_insert=True)
    record("rectification.asked", about=[made.pk, held.pk])
    return made


@transaction.atomic
def decide_correction(*, request: UUID, version: int, decision: str, because: str, by: Viewer) -> Rectification:
    """Decide once, and tell every agency that received the record when something is put right (UK GDPR Art. 19).

    The notice says that a record was put right and where, never what. Raises Rectification.DoesNotExist, Changed, or
    Refused when it is decided already.
    """
    held = Rectification.objects.select_for_update(of=("self",)).get(pk=request, scope__agency_id=by.agency_id)
    unchanged(held, version)
    if held.decision:
        raise Refused("This was decided already.")
    if decision not in DECISIONS:
        raise LookupError(decision)
    told = recipient_agencies(by, [held.record_id]) if decision in ("right", "partly") else []
    person = held.record.person.reference if held.record.person else ""
    for agency in told:
        words = f"{by.agency_name} puts a record right that you may have received. Its next file brings the change."
        notify(agency.pk, "notices", "rectified", words, f"/people/{person}" if person else "")
    held.decision, held.because = decision, because.strip()
    held.decided_at, held.decided_by_id = timezone.now(), by.post_id
    held.recipients = [agency.name for agency in told]
    held.version += 1
    held.save(update_fields=["decision", "because", "decided_at", "decided_by", "recipients", "version"])
    record("rectification.decided", about=[held.pk, held.record_id], decision=decision, told=len(told))
    return held
