"""What the county decides about unusual looking; nothing stands in for what it has not decided."""

from dataclasses import dataclass
from datetime import date

from concerted.kernel.local_settings import Setting
from concerted.partnership.models import LocalSetting

PEOPLE_AN_HOUR = "audit.people_an_hour"
NIGHT_FROM = "audit.night_from_hour"
NIGHT_UNTIL = "audit.night_until_hour"

_READ_BY = "data protection officers"
_WITHOUT = "Each post is compared with its own past alone."
SETTINGS = (
    Setting(
        PEOPLE_AN_HOUR,
        "How many people a post may look at in one hour before it is noticed",
        "number",
        "An hour in which a post's pages showed more people than this is listed as unusual.",
        _READ_BY,
        _WITHOUT,
        most=100_000,
    ),
    Setting(
        NIGHT_FROM,
        "From which hour it is night",
        "number",
        "Looking from this hour of the day (0 to 23) on is listed as unusual.",
        _READ_BY,
        _WITHOUT,
        least=0,
        most=23,
    ),
    Setting(
        NIGHT_UNTIL,
        "Until which hour it is night",
        "number",
        "Looking before this hour of the day (0 to 23) is listed as unusual; it counts only with the other hour.",
        _READ_BY,
        _WITHOUT,
        least=0,
        most=23,
    ),
)


@dataclass(frozen=True)
class Decided:
    """What the county has decided; None means that it has not."""

    people_an_hour: int | None
    night: tuple[int, int] | None


def decided_on(day: date) -> Decided:
    """Return the county's settings on a day; a night that begins when it ends counts as not configured."""
    rows = LocalSetting.objects.filter(code__in=[s.code for s in SETTINGS], from_on__lte=day).exclude(until_on__lte=day)
    values = {row.code: row.value for row in rows.order_by("from_on", "id")}
    begins, ends = values.get(NIGHT_FROM), values.get(NIGHT_UNTIL)
    night = (begins, ends) if isinstance(begins, int) and isinstance(ends, int) and begins != ends else None
    most = values.get(PEOPLE_AN_HOUR)
    return Decided(most if isinstance(most, int) else None, night)
