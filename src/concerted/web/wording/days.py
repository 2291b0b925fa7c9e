"""Dates and times in words. Each function answers "not known" for None, so that no cell is ever empty."""

from datetime import date, datetime, time

from concerted.kernel.days import in_words

NOT_KNOWN = "not known"
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def day(value: date | None) -> str:
    """ "3 February 2027": for sentences."""
    return NOT_KNOWN if value is None else in_words(value)


def plain_day(value: date | None) -> str:
    """ "3 March": where the year is plain."""
    return NOT_KNOWN if value is None else in_words(value, year=False)


def short_day(value: date | None) -> str:
    """ "3 Feb 2027": in tables only."""
    return NOT_KNOWN if value is None else f"{value.day} {value:%b} {value.year}"


def week_day(value: date | None) -> str:
    """ "Wednesday 3 March 2027": above a day's work."""
    return NOT_KNOWN if value is None else f"{WEEKDAYS[value.weekday()]} {day(value)}"


def clock(value: datetime | time | None) -> str:
    """ "16:10", in the zone that the value carries."""
    return NOT_KNOWN if value is None else f"{value:%H:%M}"


def overdue(due_on: date | None, today: date) -> str:
    """ "Overdue 6 days" after the day, "Today" on it, "By 10 March" before it, "No date" without one."""
    if due_on is None:
        return "No date"
    late = (today - due_on).days
    if late > 0:
        return f"Overdue {late:,} day{'' if late == 1 else 's'}"
    if late == 0:
        return "Today"
    return f"By {in_words(due_on, year=due_on.year != today.year)}"
