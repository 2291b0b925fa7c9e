"""What a day means to a measure, as tables that a kernel looks up: no date arithmetic is left to it."""

from datetime import date
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from concerted.analytics.measures.age_bands import NOT_KNOWN, OTHER_AGE, band_of
from concerted.analytics.measures.spans import Span
from concerted.analytics.measures.specification import Specification

Days: TypeAlias = npt.NDArray[np.int32]
"""Days since 1 January 1970, as Arrow's date32 holds them."""

UNKNOWN = -(2**31)
"""A day that a row does not name."""

NEVER = 2**31 - 1
"""A day after all days: a proof that is missing or does not count."""

_STEP = 4096
"""Tables grow by as many days, so that a later shard seldom needs another."""


def day_number(day: date) -> int:
    """Return the number of a day, as Arrow's date32 holds it."""
    return (day - date(1970, 1, 1)).days


OLDEST = 1000
"""Ages from here on are one row in the table of ages."""


class Calendar(NamedTuple):
    """Tables over the days from `first_day` on: entry 0 is that day."""

    first_day: int
    written: Days
    """Year, month and day as one number, 20120229: a difference of two, by 10,000, is completed years."""
    quarter: Days
    """Year times four plus the quarter of the year from 0."""
    follow_until: Days
    prove_by: Days


def calendar(spec: Specification, first: int, last: int) -> Calendar:
    """Return the tables for at least the days from `first` to `last`. Raises ValueError outside the years 1 to 9999."""
    if first < day_number(date.min) or last > day_number(date.max):
        raise ValueError("A date in the extract lies outside the years 1 to 9999.")
    days = np.arange(first // _STEP * _STEP, (last // _STEP + 1) * _STEP, dtype=np.int32)
    calendar_days = days.astype("datetime64[D]")
    months = calendar_days.astype("datetime64[M]").astype(np.int32) + 1970 * 12
    of_month = (calendar_days - calendar_days.astype("datetime64[M]")).astype(np.int32)
    return Calendar(
        first_day=int(days[0]),
        written=months // 12 * 10_000 + (months % 12 + 1) * 100 + of_month + 1,
        quarter=months // 3,
        follow_until=after(days, spec.follow_up),
        prove_by=after(days, spec.proven_within),
    )


def after(days: Days, span: Span) -> Days:
    """Return `Span.after` of many days at once."""
    months = days.astype("datetime64[D]").astype("datetime64[M]")
    of_month = days - months.astype("datetime64[D]").astype(np.int32)
    later = months + span.months
    begins = later.astype("datetime64[D]").astype(np.int32)
    length = (later + 1).astype("datetime64[D]").astype(np.int32) - begins
    found: Days = (begins + np.minimum(of_month, length - 1) + span.days).astype(np.int32)
    return found


def quarter_ends(quarters: Days) -> Days:
    """Return the last days of quarters, numbered as in `Calendar.quarter`."""
    following = ((quarters + 1) * 3 - 1970 * 12).astype("datetime64[M]")
    return (following.astype("datetime64[D]").astype(np.int32) - 1).astype(np.int32)


def bands(spec: Specification) -> list[str]:
    """Return the labels of the bands of age, as `bands_of_ages` numbers them; the last is that of unknown ages."""
    return [*map(str, spec.age_bands), OTHER_AGE, NOT_KNOWN]


def bands_of_ages(spec: Specification) -> npt.NDArray[np.int32]:
    """Return the number of the band of each age from 0 to `OLDEST`, after one for negative ages; -1 where not counted.

    The last entry is that of an unknown age.
    """
    labels = bands(spec)
    ages: list[int | None] = [*range(-1, OLDEST + 1), None]
    return np.array(
        [labels.index(band_of(age, spec.age_bands)) if age in spec.ages else -1 for age in ages], dtype=np.int32
    )
