"""Days as whole numbers since 1 January 1970, and their texts, in bulk."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache

import numpy as np
from numpy.typing import NDArray

from concerted.kernel.days import months_after

Days = NDArray[np.int64]
Texts = NDArray[np.object_]

MISSING = -900_000
NEVER = 900_000
EPOCH = date(1970, 1, 1)
_FIRST = (date(1895, 1, 1) - EPOCH).days
_LAST = (date(2125, 1, 1) - EPOCH).days


def number(day: date) -> int:
    """Return a day as its number since 1 January 1970."""
    return (day - EPOCH).days


def day_of(days: int) -> date:
    """Return the day of a number."""
    return EPOCH + timedelta(days=int(days))


@cache
def _table(pattern: str) -> Texts:
    names = [format(EPOCH + timedelta(days=n), pattern) for n in range(_FIRST, _LAST)]
    return np.array([*names, ""], dtype=object)


def written(days: Days, pattern: str) -> Texts:
    """Return days as texts of a `strftime` pattern; a missing day, or one outside 1895 to 2124, is the empty text."""
    known = (days >= _FIRST) & (days < _LAST)
    return _table(pattern)[np.where(known, days - _FIRST, _LAST - _FIRST)]


def month_edges(first: date, last: date) -> Days:
    """Return the first days of the months from that of `first` to the one after that of `last`."""
    start = first.replace(day=1)
    count = (last.year - start.year) * 12 + last.month - start.month + 2
    return np.array([number(months_after(start, n)) for n in range(count)], dtype=np.int64)


def quarter_ends(before: date, count: int) -> list[date]:
    """Return the last `count` days that end a quarter strictly before a day, oldest first."""
    start = date(before.year, 3 * ((before.month - 1) // 3) + 1, 1)
    return [months_after(start, -3 * back) - timedelta(days=1) for back in range(count - 1, -1, -1)]


def off_weekends(days: Days) -> Days:
    """Return days with Saturdays and Sundays moved to the Monday after."""
    weekday = (days + 3) % 7
    return days + np.where(weekday >= 5, 7 - weekday, 0)


def as_days(values: Sequence[int]) -> Days:
    """Return a sequence of day numbers as an array."""
    return np.asarray(values, dtype=np.int64)
