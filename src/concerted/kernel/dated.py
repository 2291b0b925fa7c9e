"""Values that change on a day: definitions, deadlines, thresholds."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Generic, TypeVar

T = TypeVar("T")


class Dated(Generic[T]):
    """A value for each day from the first entry on; each entry holds from its day until the next one begins."""

    def __init__(self, entries: Mapping[date, T]) -> None:
        """Take the days on which each value came into force, in any order. Raises ValueError when there is none."""
        if not entries:
            raise ValueError("A dated value needs at least one day on which it came into force.")
        self._entries = MappingProxyType(dict(sorted(entries.items())))

    @property
    def entries(self) -> Mapping[date, T]:
        """The values by the day on which each came into force, earliest first; cannot be changed."""
        return self._entries

    def on(self, day: date) -> T:
        """Return the value in force on a day. Raises LookupError before the first entry."""
        started = [start for start in self._entries if start <= day]
        if not started:
            first = next(iter(self._entries))
            raise LookupError(f"Nothing was in force on {day}; the first entry is of {first}.")
        return self._entries[started[-1]]

    def __repr__(self) -> str:
        return f"Dated({dict(self._entries)!r})"
