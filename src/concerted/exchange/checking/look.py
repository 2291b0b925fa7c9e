"""What loads and should be looked at all the same: unknown is counted and shown (SAFETY S25)."""

from dataclasses import dataclass

import numpy as np

_SHOWN = 100


@dataclass(frozen=True)
class Look:
    """A remark on rows that loaded: how many, what it means, and the numbers of the first hundred."""

    code: str
    column: str
    count: int
    text: str
    rows: tuple[int, ...]


def look(code: str, column: str, rows: np.ndarray, text: str) -> Look:
    """Return a remark on the rows with these numbers."""
    return Look(code, column, len(rows), text, tuple(int(row) for row in rows[:_SHOWN]))


def no_birth_date(column: str, rows: np.ndarray, *, default: bool) -> Look:
    """Return the remark on rows whose birth date is empty, or is the day that a system writes when it knows none."""
    one = len(rows) == 1
    has = "has" if one else "have"
    what = "a default birth date, which says that it is not known" if default else "no birth date"
    text = (
        f"{len(rows):,} {'row' if one else 'rows'} {has} {what}. {'It loads, is' if one else 'They load, are'} "
        f"counted as 'age not known', and {'matches' if one else 'match'} less surely"
    )
    return look("default_birth_date" if default else "no_birth_date", column, rows, text)


def no_time_of_day(column: str, rows: np.ndarray) -> Look:
    """Return the remark on rows that name a day and no time."""
    one = len(rows) == 1
    text = f"{len(rows):,} {'row names' if one else 'rows name'} a day and no time. Midnight is stored"
    return look("no_time_of_day", column, rows, text)
