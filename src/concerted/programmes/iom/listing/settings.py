"""The county's own choices about the list; what it has not chosen is not configured, and nothing replaces it."""

from dataclasses import dataclass
from datetime import date

from concerted.programmes.iom.models import LocalSetting


@dataclass(frozen=True)
class Choices:
    """How recent a conviction or caution must be, and from which likelihood the list is shown; None: not configured."""

    within_months: int | None
    percent_at_least: float | None


def choices(on: date) -> Choices:
    """Return the choices in force on a day."""
    return Choices(_number("select.convicted_within_months", on), _number("select.percent_at_least", on))


def _number(name: str, on: date) -> int | None:
    rows = LocalSetting.objects.filter(name=name, from_on__lte=on).order_by("-from_on", "-id")
    for value in rows.values_list("value", flat=True)[:1]:
        return int(value)
    return None
