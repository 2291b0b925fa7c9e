"""Decide what becomes of an entry: given, given with words taken out, or withheld with its exemption."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from concerted.audit.record import record
from concerted.data_protection.access_requests.exemptions import EXEMPTIONS
from concerted.data_protection.access_requests.third_parties import names_left, without
from concerted.data_protection.models import Disclosable, SubjectAccess
from concerted.kernel.errors import Refused
from concerted.kernel.viewer import Viewer
from concerted.sharing.holding import unchanged


@transaction.atomic
def decide_entry(
    *, entry: UUID, version: int, decision: str, words: Sequence[str], exemption: str, because: str, by: Viewer
) -> Disclosable:
    """Record the decision. Raises Disclosable.DoesNotExist, Changed, or Refused: once released, for words that are not
    in the text, for a withheld entry without an exemption, for a name that is given, or left, without a reason."""
    held = Disclosable.objects.select_for_update(of=("self",)).get(pk=entry, scope__agency_id=by.agency_id)
    unchanged(held, version)
    _open(held.request_id, by)
    because = because.strip()
    if decision == "redact":
        missing = [word for word in words if word.casefold() not in held.text.casefold()]
        if not words:
            raise Refused("Write the words to take out, or give the entry as it stands.")
        if missing:
            raise Refused(f"“{missing[0]}” does not stand in the entry. Copy it as it is written there.")
        held.redacted = without(held.text, words)
        left = names_left(held.third_parties, held.redacted)
        if left and not because:
            raise Refused(f"“{left[0]}” is left and may be somebody else. Say why it may be given, or take it out.")
    elif decision == "withhold":
        if exemption not in EXEMPTIONS:
            raise Refused("Say by which exemption it is withheld.")
        because, held.redacted = f"{EXEMPTIONS[exemption]}. {because}".strip()[:500], ""
    elif held.third_parties and not because:
        raise Refused(f"“{held.third_parties[0]}” may be somebody else. Say why it may be given, or take it out.")
    else:
        held.redacted = ""
    held.decision, held.because = decision, because
    held.decided_by_id, held.decided_at = by.post_id, timezone.now()
    held.version += 1
    held.save(update_fields=["decision", "redacted", "because", "decided_by", "decided_at", "version"])
    record("rights.entry_decided", about=[held.request_id], entry=held.number, decision=decision)
    return held


@transaction.atomic
def give_what_names_nobody(*, request: UUID, by: Viewer) -> int:
    """Give every undecided entry in which nobody else was found; return how many. Raises as `decide_entry` does."""
    _open(request, by)
    rows = Disclosable.objects.filter(request_id=request, decision="", third_parties=[])
    count: int = rows.update(decision="give", decided_by_id=by.post_id, decided_at=timezone.now())
    if count:
        record("rights.entries_given", about=[request], entries=count)
    return count


def _open(request: UUID, by: Viewer) -> None:
    held = SubjectAccess.objects.select_for_update(of=("self",)).get(pk=request, scope__agency_id=by.agency_id)
    if held.state == "released":
        raise Refused("The answer is released: it cannot be changed any more.")
