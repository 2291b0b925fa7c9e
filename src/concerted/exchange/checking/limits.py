"""What a county accepts: days and ages beyond which a value cannot be meant. Local settings, assumed until set."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType


@dataclass(frozen=True, kw_only=True)
class Limits:
    """The limits of one import. `today` is the day it runs on, in the demonstration the day of the county."""

    today: date
    latest_end_on: date = date(2060, 12, 31)
    earliest_event_on: date = date(1930, 1, 1)
    oldest_age: int = 110
    default_birth_dates: frozenset[date] = frozenset({date(1900, 1, 1), date(1970, 1, 1), date(1911, 11, 11)})


ASSUMED: Mapping[str, str] = MappingProxyType(
    {
        "latest_end_on": "Assumed: an order, licence or sentence that ends later than this was mistyped.",
        "earliest_event_on": "Assumed: an event before this day was mistyped.",
        "oldest_age": "Assumed: a birth date that makes the person older than this was mistyped.",
        "default_birth_dates": "Assumed: a partner's system writes these days when it does not know the birth date.",
    }
)
"""The label that a page shows beside each limit: no source gives these values, each county sets its own."""
