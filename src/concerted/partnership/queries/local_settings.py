"""What the county has decided for itself: each declared setting with the value in force on a day and its past."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from concerted.kernel.local_settings import Setting
from concerted.partnership.models import LocalSetting
from concerted.partnership.rooms import offering


@dataclass(frozen=True)
class Decided:
    """A declared setting, the row in force (None: not configured), and all rows, newest first."""

    setting: Setting
    now: LocalSetting | None
    rows: list[LocalSetting]


def declared() -> dict[str, Setting]:
    """Return every setting that rooms declare, by code. Raises ValueError when two share a code."""
    found: dict[str, Setting] = {}
    for room in offering("local_settings"):
        for setting in room.SETTINGS:
            if setting.code in found:
                raise ValueError(f"Two rooms declare the setting {setting.code}.")
            found[setting.code] = setting
    return found


def value(code: str, on: date) -> int | str | None:
    """Return what the county decided for a declared setting on a day; None means "not configured", never a guess.

    Raises LookupError when no room declares the code.
    """
    if code not in declared():
        raise LookupError(f"No room declares the setting {code}.")
    row = _in_force(code, on)
    return None if row is None else row.value


def every(on: date) -> list[Decided]:
    """Return each declared setting with its row in force on a day and its past, by title."""
    kept = list(LocalSetting.objects.select_related("set_by").order_by("-from_on", "-id"))
    return [
        Decided(setting, _in_force(setting.code, on), [row for row in kept if row.code == setting.code])
        for setting in sorted(declared().values(), key=lambda s: s.title)
    ]


def one(code: str, on: date) -> Decided:
    """Return one declared setting with its past. Raises LookupError when no room declares it."""
    return next((found for found in every(on) if found.setting.code == code), None) or _missing(code)


def _missing(code: str) -> Decided:
    raise LookupError(f"No room declares the setting {code}.")


def _in_force(code: str, on: date) -> LocalSetting | None:
    rows = LocalSetting.objects.filter(code=code, from_on__lte=on).filter(Q(until_on=None) | Q(until_on__gt=on))
    return rows.select_related("set_by").order_by("-from_on", "-id").first()
