"""Release an answer: a PDF and JSON are made of what was decided, and kept for a time under opaque keys."""

import io
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from concerted.audit.record import record
from concerted.data_protection.access_requests.documents import as_json, as_pdf, told
from concerted.data_protection.access_requests.holding import held_request
from concerted.data_protection.access_requests.queries import entries_of
from concerted.data_protection.access_requests.third_parties import names_left
from concerted.data_protection.local_settings import days_kept
from concerted.data_protection.models import SubjectAccess
from concerted.data_protection.rules.may_be_released import may_be_released
from concerted.files.storage import forget, keep
from concerted.kernel.errors import Refused
from concerted.kernel.viewer import Viewer


def release_answer(*, request: UUID, version: int, on: date, by: Viewer) -> SubjectAccess:
    """Make the two files and close the request; the engine then empties the entries and their history.

    Raises SubjectAccess.DoesNotExist, Changed, or Refused with the reason of the rule `may_be_released`.
    Nothing is kept on the disk of an answer that was not released.
    """
    kept: list[str] = []
    try:
        with transaction.atomic():
            return _release(request, version, on, by, kept)
    except BaseException:
        for key in kept:
            forget(key)
        raise


def _release(request: UUID, version: int, on: date, by: Viewer, kept: list[str]) -> SubjectAccess:
    held = held_request(request, version, by)
    entries = entries_of(held)
    decision = may_be_released(
        identified=bool(held.identified_by),
        collected=held.collected_at is not None,
        undecided=sum(not entry.decision for entry in entries),
        withheld_without_reason=[e.number for e in entries if e.decision == "withhold" and not e.because],
        names_left=sum(
            e.decision in ("give", "redact")
            and bool(names_left(e.third_parties, e.redacted or e.text))
            and not e.because
            for e in entries
        ),
    )
    if not decision:
        raise Refused(decision.because)
    answer = told(held, entries, on=on, agency=by.agency_name)
    for data in (as_pdf(answer), as_json(answer)):
        kept.append(keep(io.BytesIO(data))[0])
    days, _ = days_kept(on)
    until = timezone.localdate() + timedelta(days=days)
    held.files = {"pdf": kept[0], "json": kept[1], "until": until.isoformat()}
    held.state, held.released_at = "released", timezone.now()
    held.reviewed_at, held.reviewed_by_id = held.released_at, by.post_id
    held.version += 1
    held.save(update_fields=["files", "state", "released_at", "reviewed_at", "reviewed_by", "version"])
    record(
        "rights.released", about=[held.pk, *held.records], given=len(answer["entries"]),
        withheld=sum(e.decision == "withhold" for e in entries),
    )  # fmt: skip
    return held
