"""Reading one date or time as written, and saying what is wrong with one that cannot be."""

import re
from calendar import month_name, monthrange
from collections.abc import Callable
from datetime import date, timedelta

from concerted.exchange.checking.faults import Verdict
from concerted.exchange.checking.limits import Limits
from concerted.kernel.days import completed_years, in_words
from concerted.kernel.feeds import Bound, Column, Feed

_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T]00:00(?::00(?:\.0+)?)?)?")
_YEAR_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})")
_YEAR_LAST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})(?:[ T]00:00(?::00)?)?")
_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[-/. ]([A-Za-z]{3,12})\.?[-/., ]+(\d{4})")
_SHORT_YEAR = re.compile(r"\d{1,2}[-/. ](?:\d{1,2}|[A-Za-z]+)[-/. ](\d{2})")
_SERIAL = re.compile(r"\d{5}")
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:\.\d+)?)?")
_MONTHS = {name.lower(): number for number, name in enumerate(month_name) if name}
_SHORT = {name[:3]: number for name, number in _MONTHS.items()} | {"sept": 9}
_EXCEL_EPOCH = date(1899, 12, 30)
_EXCEL_SERIALS = range(1, 80_000)

_NO_DATE = Verdict("date", "Not a date", "Write it as 2027-03-02")
_NO_DATE_OR_EMPTY = Verdict("date", "Not a date", "Write it as 2027-03-02. If not known, leave it empty")

Read = tuple[date | None, Verdict | None]


def date_reader(feed: Feed, column: Column, limits: Limits) -> Callable[[str], Read]:
    """Return the function that reads one trimmed, filled cell of a date column: a day, or the verdict on it."""
    day_first = any("%d" in text and text.index("%d") < len(text) // 2 for text in feed.date_formats)
    month_first = any("%m" in text and text.startswith("%m") for text in feed.date_formats)
    months = "%Y-%m" in feed.date_formats

    def read(text: str) -> Read:
        day, verdict = _written(text, day_first=day_first and not month_first, month_first=month_first, months=months)
        if verdict is _NO_DATE and not column.required:
            return None, _NO_DATE_OR_EMPTY
        if day is None:
            return None, verdict
        return (day, None) if (out := out_of_range(day, column, limits)) is None else (None, out)

    return read


def clock_seconds(text: str) -> int | None:
    """Return the seconds after midnight of a time of day, None when it is none; '' is midnight."""
    if not text:
        return 0
    found = _CLOCK.fullmatch(text)
    if not found:
        return None
    hour, minute, second = (int(part or 0) for part in found.groups())
    return hour * 3600 + minute * 60 + second if hour < 24 and minute < 60 and second < 60 else None


def out_of_range(day: date, column: Column, limits: Limits) -> Verdict | None:
    """Return the verdict on a day that no one can mean in this column, None for a day that is accepted."""
    if column.birth:
        return _birth(day, limits)
    leave = "" if column.required else ". If not known, leave it empty"
    earliest, latest = _day(column.earliest, limits), _day(column.latest, limits)
    if latest is not None and day > latest:
        if column.latest == "latest_end":
            return Verdict("date", _distance(day, limits.today), f"This county accepts ends up to {latest.year}")
        known = "today" if column.latest == "today" else in_words(latest)
        return Verdict("date", _distance(day, limits.today), f"This column takes days up to {known}{leave}")
    if earliest is not None and day < earliest:
        if column.earliest == "earliest_event":
            begin = f"This county accepts dates from {earliest.year}"
        else:
            begin = f"This column takes days from {in_words(earliest)}"
        return Verdict("date", _distance(day, limits.today), f"{begin}{leave}")
    return None


def _birth(day: date, limits: Limits) -> Verdict | None:
    if day in limits.default_birth_dates:
        return None
    if day > limits.today:
        return Verdict("date", f"Born after today, on {in_words(day)}", "If not known, leave it empty")
    age = completed_years(day, limits.today)
    if age > limits.oldest_age:
        return Verdict("date", f"Makes the person {age}", "If not known, leave it empty")
    return None


def _day(bound: Bound, limits: Limits) -> date | None:
    match bound:
        case "today":
            return limits.today
        case "latest_end":
            return limits.latest_end_on
        case "earliest_event":
            return limits.earliest_event_on
        case _:
            return bound


def _distance(day: date, today: date) -> str:
    ahead = day > today
    years = completed_years(today, day) if ahead else completed_years(day, today)
    number, unit = (years, "year") if years >= 2 else (abs((day - today).days), "day")
    return f"{number:,} {unit}{'s' if number != 1 else ''} {'from now' if ahead else 'ago'}"


def _written(text: str, *, day_first: bool, month_first: bool, months: bool) -> Read:
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
        return _real(year, month, day)
    if months and (found := _YEAR_MONTH.fullmatch(text)):
        return _real(int(found[1]), int(found[2]), 1)
    if found := _NAMED.fullmatch(text):
        name = found[2].lower()
        number = _MONTHS.get(name) or _SHORT.get(name)
        if number is None:
            return None, Verdict("date", f"No month is called {found[2]}", "Write the month as 3 or March")
        return _real(int(found[3]), number, int(found[1]))
    if found := _YEAR_LAST.fullmatch(text):
        first, second, year = (int(part) for part in found.groups())
        if day_first:
            return _real(year, second, first)
        return _real(year, first, second) if month_first else (None, _two_ways(first, second, year))
    return None, _unread(text)


def _real(year: int, month: int, day: int) -> Read:
    if year == 0 or not 1 <= month <= 12:
        if month > 12 and 1 <= day <= 12 and year and month <= monthrange(year, day)[1]:
            turned = date(year, day, month)
            return None, Verdict("date", f"There is no month {month}", f"Is it {in_words(turned)}?", turned.isoformat())
        return None, Verdict(
            "date", f"There is no {'year 0' if year == 0 else f'month {month}'}", "Write the right day"
        )
    if 1 <= day <= monthrange(year, month)[1]:
        return date(year, month, day), None
    if day == 29 and month == 2:
        return None, Verdict("date", f"29 February does not exist in {year}", "Write the right day")
    if day == 0 or day > 31:
        return None, Verdict("date", f"There is no day {day} in a month", "Write the right day")
    return None, Verdict("date", f"{day} {month_name[month]} does not exist", "Write the right day")


def _two_ways(first: int, second: int, year: int) -> Verdict:
    days = [day for day, _ in (_real(year, second, first), _real(year, first, second)) if day is not None]
    if len(days) == 2 and days[0] != days[1]:
        return Verdict(
            "date",
            f"Could be {in_words(days[0], year=False)} or {in_words(days[1])}",
            f"Write {days[0].isoformat()} or {days[1].isoformat()}",
        )
    if days:
        return Verdict(
            "date", "Not written as this feed writes dates", f"Write {days[0].isoformat()}", days[0].isoformat()
        )
    return _real(year, second, first)[1] or _NO_DATE


def _unread(text: str) -> Verdict:
    if found := _SHORT_YEAR.fullmatch(text):
        return Verdict("date", f"The year has two digits: {found[1]}", "Write all four, as in 2027")
    if _SERIAL.fullmatch(text) and int(text) in _EXCEL_SERIALS:
        meant = _EXCEL_EPOCH + timedelta(days=int(text))
        return Verdict("date", "A bare number, as Excel stores a date", f"Is it {in_words(meant)}?", meant.isoformat())
    return _NO_DATE
