"""Arithmetic on calendar days, equal to that of PostgreSQL and DuckDB."""

from calendar import monthrange
from datetime import date


def months_after(day: date, months: int) -> date:
    """Return the day `months` calendar months later; a day that does not exist is clipped to the month's last."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def completed_years(born_on: date, on: date) -> int:
    """Return the age in completed years on a day; a birthday of 29 February falls on 1 March in other years."""
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))


def in_words(day: date, *, year: bool = True) -> str:
    """Return a day as pages write it: '3 February 2027', or '3 February' where the year is plain."""
    text = f"{day.day} {day:%B}"
    return f"{text} {day.year}" if year else text
