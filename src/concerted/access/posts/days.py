"""Days of posts as instants: a period begins at the start of its first day and ends after its last."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone


def start_of(day: date) -> datetime:
    """Return the instant at which a day begins here."""
    return timezone.make_aware(datetime.combine(day, time.min))


def begins_at(day: date) -> datetime:
    """Return when a post begins: now, where its first day is today; else at the start of that day."""
    return timezone.now() if day == timezone.localdate() else start_of(day)


def last_day(last_on: date | None) -> date | None:
    """Return the first day that no longer counts."""
    return None if last_on is None else last_on + timedelta(days=1)


def ends_at(last_on: date | None) -> datetime | None:
    """Return the instant at which the last day is over."""
    after = last_day(last_on)
    return None if after is None else start_of(after)


def first_day(at: datetime) -> date:
    """Return the day of an instant here."""
    return timezone.localtime(at).date()


def last_of(until_at: datetime | None) -> date | None:
    """Return the last day that counts, of an instant at which a period ends."""
    return None if until_at is None else first_day(until_at - timedelta(seconds=1))
