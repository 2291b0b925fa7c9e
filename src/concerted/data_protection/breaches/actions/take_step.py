"""Write one step of a breach, in the order that the rule gives; a step that is written may be written anew."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from concerted.audit.record import record
from concerted.data_protection.breaches.standing import done
from concerted.data_protection.models import Breach
from concerted.data_protection.rules.may_take_step import may_take_step
from concerted.data_protection.rules.must_be_reported import must_be_reported
from concerted.data_protection.rules.people_must_be_told import people_must_be_told
from concerted.data_protection.rules.reported_in_time import reported_in_time
from concerted.kernel.errors import Refused
from concerted.kernel.viewer import Viewer
from concerted.sharing.holding import insist, unchanged

FIELDS = {
    "safety": ("safety", "safe_at"),
    "containment": ("contained", "contained_at"),
    "report": (
        "risk", "risk_because", "reported_at", "report_reference", "not_reported_because", "late_because",
    ),
    "people": ("people_told_at", "people_not_told_because"),
    "learnt": ("learnt",),
}  # fmt: skip
"""What each step writes."""


class RefusedAt(Refused):
    """A refusal that belongs to one field of the step's form."""

    def __init__(self, field: str, because: str) -> None:
        self.field = field
        super().__init__(because)


@transaction.atomic
def take_step(*, breach: UUID, step: str, version: int, now: datetime, by: Viewer, **written: Any) -> Breach:
    """Write a step and return the breach; the last one closes it.

    Raises Breach.DoesNotExist, Changed, and Refused (RefusedAt where a field is at fault) with what to do first.
    """
    held = Breach.objects.select_for_update().get(pk=breach)
    unchanged(held, version)
    insist(may_take_step(step=step, done=done(held), near_miss=held.near_miss, closed=held.closed_at is not None))
    values = {name: written.get(name) for name in FIELDS[step]}
    _check_times(held, values, now)
    if step == "report":
        values = _report(held, values) | _asked_again(held, str(values["risk"]))
    if step == "people":
        _people(held, values)
    for name, value in values.items():
        setattr(held, name, value if value is not None or name.endswith("_at") else "")
    changed = [*values, "version"]
    if step == "learnt":
        held.closed_at = now
        changed.append("closed_at")
    held.version += 1
    held.save(update_fields=changed)
    record(f"breach.{step}", about=[held.pk])
    return held


def _check_times(held: Breach, values: dict[str, Any], now: datetime) -> None:
    for name, at in values.items():
        if isinstance(at, datetime) and at > now:
            raise RefusedAt(name, "This lies ahead. Write when it was done.")
        if isinstance(at, datetime) and at < held.aware_at and name in ("reported_at", "people_told_at"):
            raise RefusedAt(name, "This is before anybody was aware of it.")


def _report(held: Breach, values: dict[str, Any]) -> dict[str, Any]:
    """Return what is kept of the report: when and under which number, or why there is none; late only where it is."""
    if not must_be_reported(risk=values["risk"]):
        if not values["not_reported_because"]:
            raise RefusedAt("not_reported_because", "Say why it is unlikely to harm anybody.")
        return {**values, "reported_at": None, "report_reference": "", "late_because": ""}
    if values["reported_at"] is None:
        raise RefusedAt("reported_at", "It must be reported: report it, then write when.")
    if reported_in_time(aware_at=held.aware_at, at=values["reported_at"]):
        return {**values, "not_reported_because": "", "late_because": ""}
    if not values["late_because"]:
        raise RefusedAt("late_because", "It was reported after the 72 hours. Say why: the report gives this reason.")
    return {**values, "not_reported_because": ""}


def _asked_again(held: Breach, risk: str) -> dict[str, Any]:
    """Return what empties a reason not to tell people that was given before the risk was found to be high."""
    risen = people_must_be_told(risk=risk) and not people_must_be_told(risk=held.risk or "unlikely")
    return {"people_not_told_because": ""} if risen else {}


def _people(held: Breach, values: dict[str, Any]) -> None:
    told, because = values["people_told_at"], values["people_not_told_because"]
    if told is not None and because:
        raise RefusedAt("people_not_told_because", "Either they were told, or not. Leave one of the two empty.")
    if told is None and not because:
        must = people_must_be_told(risk=held.risk)
        raise RefusedAt("people_not_told_because", f"{must.because} Write when they were told, or why not.")
