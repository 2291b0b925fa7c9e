"""When a key given for a number of days is shut: keys run on the real clock, pages may run on a demonstration's day."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone


def end_of(until_on: date, *, today: date) -> datetime:
    """Return the instant after the last day: as far from now as `until_on` is from what pages take for today."""
    last = timezone.localdate() + (until_on - today)
    return datetime.combine(last + timedelta(days=1), time(), tzinfo=timezone.get_current_timezone())
