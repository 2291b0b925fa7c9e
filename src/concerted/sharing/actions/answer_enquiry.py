"""Say to the one that asks that we know somebody, and whom to call: the agency's own choice."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from concerted.access.scoping import scope_id
from concerted.access.subjects import disclose
from concerted.audit.record import record
from concerted.kernel.viewer import Viewer
from concerted.partnership.clock import end_of
from concerted.sharing.holding import by_line, insist, unchanged
from concerted.sharing.models import EnquiryAnswer, Relay
from concerted.sharing.queries.enquiries import lines_to_answer
from concerted.sharing.rules.may_answer_enquiry import may_answer_enquiry


@transaction.atomic
def answer_enquiry(
    *, relay: UUID, identifier: UUID, version: int, words: str, contact: str, on: date, by: Viewer
) -> None:
    """Write the answer in the agency's own scope and open it to those who asked, under each line that says so.

    Sent twice, it is answered once. Raises Relay.DoesNotExist, Changed, or Refused with the rule's reason.
    """
    held = Relay.objects.select_for_update(of=("self",)).select_related("asker").get(pk=relay)
    if EnquiryAnswer.objects.filter(pk=identifier, enquiry_id=held.enquiry_id).exists():
        return
    lines = list(lines_to_answer(by, held))
    insist(
        may_answer_enquiry(
            state=held.state, until_on=held.until_on, today=on, under_line=bool(lines), asker=held.asker.name
        )
    )
    unchanged(held, version)
    answer = EnquiryAnswer.objects.create(
        id=identifier,
        scope_id=scope_id(by.agency_code, "knows"),
        enquiry_id=held.enquiry_id,
        words=words,
        contact=contact,
        answered_at=timezone.now(),
        answered_by=by_line(by),
    )
    until = end_of(held.until_on, today=on)
    given = [disclose(held.enquiry_id, line=line, until=until, act=answer.pk, because=held.because) for line in lines]
    answer.disclosure_id = given[0]
    answer.save(update_fields=["disclosure_id"])
    _dealt_with(held, by)
    record("enquiry.answered", about=[held.pk, held.enquiry_id, answer.pk], disclosures=len(given))


def _dealt_with(held: Relay, by: Viewer) -> None:
    held.state, held.version = "answered", held.version + 1
    held.dealt_with_at, held.dealt_with_by_id = timezone.now(), by.post_id
    held.save(update_fields=["state", "version", "dealt_with_at", "dealt_with_by"])
