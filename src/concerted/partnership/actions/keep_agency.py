"""Add an agency to the list, or change what the list says of one."""

from typing import Any

from django.utils import timezone

from concerted.audit.record import record
from concerted.kernel.errors import Refused
from concerted.kernel.viewer import Viewer
from concerted.partnership.conflicts import Changed, told_in_words
from concerted.partnership.models import Agency
from concerted.partnership.showing import SHOWN_BECAUSE, is_shown_by

KEPT = ("name", "kind", "duty_number", "existence_protected", "competent_authority", "health_or_care")


def add_agency(*, code: str, by: Viewer, shown_because: str = "", **given: Any) -> Agency:
    """Add an agency under a code of its own; sent twice, it is added once.

    Raises Refused when another has the code, or when whom it knows would be no secret as it usually is of its kind
    and no reason of SHOWN_BECAUSE is given.
    """
    found = Agency.objects.filter(code=code).first()
    if found is not None:
        if found.name == given["name"]:
            return found
        raise Refused(f"{found.name} has this short name already: choose another.")
    shown = is_shown_by(None, kind=given["kind"], existence_protected=bool(given.get("existence_protected")))
    reason = _reason(shown_because) if shown else None
    with told_in_words():
        made = Agency.objects.create(code=code, changed_by=by.holder, changed_at=timezone.now(), **_kept(given))
        record("agency.added", agency=code, **_told(reason))
    return made


def change_agency(*, agency: str, version: int, by: Viewer, shown_because: str = "", **given: Any) -> Agency:
    """Change what the list says of an agency.

    Raises Agency.DoesNotExist, Changed, and Refused when it gives or receives under Part 3 and would be no competent
    authority any more (S19), or when whom it knows would be a secret no longer and no reason of SHOWN_BECAUSE is given.
    """
    with told_in_words():
        held = Agency.objects.select_for_update().get(code=agency)
        if held.version != version:
            raise Changed(held.changed_by, held.changed_at)
        shown = is_shown_by(
            held,
            kind=given.get("kind", held.kind),
            existence_protected=given.get("existence_protected", held.existence_protected),
        )
        reason = _reason(shown_because) if shown else None
        for name, value in _kept(given).items():
            setattr(held, name, value)
        held.version, held.changed_by, held.changed_at = version + 1, by.holder, timezone.now()
        held.save(update_fields=[*_kept(given), "version", "changed_by", "changed_at"])
        record("agency.changed", agency=agency, **_told(reason))
    return held


def _reason(code: str) -> str:
    if code not in SHOWN_BECAUSE:
        raise Refused("Say why whom it knows is no secret any more.")
    return code


def _told(reason: str | None) -> dict[str, Any]:
    """What the event says beside the agency: that whom it knows is no secret any more, and why."""
    return {} if reason is None else {"existence_shown": True, "because": reason}


def _kept(given: dict[str, Any]) -> dict[str, Any]:
    return {name: given[name] for name in KEPT if name in given}
