"""The day on which pages run: the demonstration's own day, or today; and when a key given for some days is shut.

Keys run on the real clock, pages may run on a demonstration's day.
"""

from datetime import date, datetime, time, timedelta
from functools import lru_cache

from django.utils import timezone

from concerted.partnership.models import County


@lru_cache(maxsize=1)
def demonstration_day() -> date | None:
    """Return the demonstration's day, or None in a real county; read once a process, since it never changes."""
    return County.objects.values_list("demonstration_as_at_on", flat=True).first()


def today() -> date:
    """Return the day that pages, lists and measures take for today. Keys and the audit trail use the real clock."""
    return demonstration_day() or timezone.localdate()


def end_of(until_on: date, *, today: date) -> datetime:
    """Return the instant after the last day: as far from now as `until_on` is from what pages take for today.

    Raises OverflowError for a day that no clock reaches.
    """
    last = timezone.localdate() + (until_on - today)
    return datetime.combine(last + timedelta(days=1), time(), tzinfo=timezone.get_current_timezone())


def last_day(until: datetime, *, today: date) -> date:
    """Return the last day of a key on the pages' calendar: the opposite of `end_of`."""
    return timezone.localdate(until - timedelta(microseconds=1)) + (today - timezone.localdate())
