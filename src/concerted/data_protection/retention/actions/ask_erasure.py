"""Decide that records are erased: asked, confirmed by a second person where the county wants one, or taken back."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from concerted.access.scoping import scope_id
from concerted.audit.record import record
from concerted.data_protection.local_settings import second_person_needed
from concerted.data_protection.models import Erasure
from concerted.data_protection.retention.doomed import doomed_by
from concerted.data_protection.retention.evidence import evidence
from concerted.data_protection.retention.owning import own_record
from concerted.data_protection.retention.standing import in_the_way
from concerted.data_protection.rules.may_be_erased import may_be_erased
from concerted.kernel.errors import Refused
from concerted.kernel.identifiers import new_reference
from concerted.kernel.viewer import Viewer
from concerted.partnership.models import Post
from concerted.people.models import Record
from concerted.sharing.holding import one_at_a_time, unchanged


@transaction.atomic
def ask_erasure(
    *, identifier: UUID, records: Sequence[UUID], because: str, rests_on: str, on: date, by: Viewer
) -> Erasure:
    """Ask for records of the viewer's agency to be erased; sent twice, it is asked once.

    Confirmed at once unless the county wants a second person. Raises Record.DoesNotExist, or Refused with the reason
    of the rule `data_protection.may_be_erased`, or when the reason names the person: it outlives the record.
    """
    already = Erasure.objects.filter(pk=identifier).first()
    if already:
        return already
    held = [own_record(one, by) for one in records]
    one_at_a_time("erasure", by.agency_id)
    if Erasure.objects.filter(subjects__overlap=list(records), state__in=("asked", "confirmed", "erased")).exists():
        raise Refused("Somebody has already asked for this to be erased.")
    _insist(held, rests_on, on, by)
    _names_nobody(held, because)
    second = bool(second_person_needed(on))
    made = Erasure(
        id=identifier, reference=new_reference(), scope_id=scope_id(by.agency_code, "retention"),
        subjects=[one.pk for one in held], because=because.strip(), rests_on=rests_on,
        state="asked" if second else "confirmed", asked_at=timezone.now(), asked_by_id=by.post_id,
    )  # fmt: skip
    made.save(force_insert=True)
    record("erasure.asked", about=[made.pk, *made.subjects], rests_on=rests_on, second_person=second)
    return made


@transaction.atomic
def confirm_erasure(*, erasure: UUID, version: int, on: date, by: Viewer) -> Erasure:
    """Confirm what another person asked for, whichever posts the two hold.

    Raises Erasure.DoesNotExist, Changed, or Refused for one's own.
    """
    held = _held(erasure, version, by)
    if Post.objects.filter(pk=by.post_id, account_id=held.asked_by.account_id).exists():
        raise Refused("You asked for it yourself. Somebody else of your agency confirms it.")
    _insist([own_record(one, by) for one in held.subjects], held.rests_on, on, by)
    return _move(held, "confirmed", by)


@transaction.atomic
def withdraw_erasure(*, erasure: UUID, version: int, by: Viewer) -> Erasure:
    """Take an erasure back that nobody has confirmed. Raises Erasure.DoesNotExist, Changed or Refused."""
    return _move(_held(erasure, version, by), "withdrawn", by)


def _held(erasure: UUID, version: int, by: Viewer) -> Erasure:
    held = Erasure.objects.select_for_update(of=("self",)).get(pk=erasure, scope__agency_id=by.agency_id)
    unchanged(held, version)
    if held.state != "asked":
        raise Refused("Nobody can change this any more: it is confirmed, done or taken back.")
    return held


def _move(held: Erasure, state: str, by: Viewer) -> Erasure:
    held.state, held.version = state, held.version + 1
    held.confirmed_by_id = by.post_id if state == "confirmed" else None
    held.save(update_fields=["state", "version", "confirmed_by"])
    record(f"erasure.{state}", about=[held.pk, *held.subjects])
    return held


def _insist(held: Sequence[Record], rests_on: str, on: date, by: Viewer) -> None:
    standing = in_the_way(doomed_by(by.agency_id, [one.pk for one in held]))
    decision = may_be_erased(
        holds=standing.holds, open_cases=standing.open_cases, open_requests=standing.open_requests, rests_on=rests_on,
        due=rests_on != "schedule" or all(evidence(by, one, on).due for one in held),
    )  # fmt: skip
    if not decision:
        raise Refused(decision.because)


def _names_nobody(held: Sequence[Record], because: str) -> None:
    text = because.casefold()
    if any(name and name.casefold() in text for one in held for name in _names(one)):
        raise Refused("The reason outlives the record: write it without the name.")


def _names(one: Record) -> tuple[str, ...]:
    return one.family_name, one.former_family_name, one.source_key
