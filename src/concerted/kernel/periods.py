"""Half-open periods of days: from the first day, until the day that no longer counts."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Period:
    """The days `[from_on, until_on)`, `until_on` None without end. Raises ValueError when it ends before it begins."""

    from_on: date
    until_on: date | None = None

    def __post_init__(self) -> None:
        if self.until_on is not None and self.until_on < self.from_on:
            raise ValueError(f"A period cannot end on {self.until_on} before it begins on {self.from_on}.")

    def __contains__(self, day: date) -> bool:
        return self.from_on <= day and (self.until_on is None or day < self.until_on)
