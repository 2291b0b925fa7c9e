"""Lengths of time in calendar months or in days, the same in Python and in SQL."""

from dataclasses import dataclass
from datetime import date, timedelta

from concerted.kernel.days import months_after


@dataclass(frozen=True)
class Span:
    """A number of calendar months and then a number of days; neither may be negative (ValueError)."""

    months: int = 0
    days: int = 0

    def __post_init__(self) -> None:
        if self.months < 0 or self.days < 0:
            raise ValueError(f"A span cannot be negative: {self.months} months, {self.days} days.")

    def __add__(self, other: "Span") -> "Span":
        return Span(self.months + other.months, self.days + other.days)

    def __str__(self) -> str:
        parts = [
            f"{n} {unit}{'s' * (n != 1)}" for n, unit in ((self.months, "calendar month"), (self.days, "day")) if n
        ]
        return " and ".join(parts) or "0 days"

    def after(self, day: date) -> date:
        """Return the last day of the span that begins on `day`; a day that does not exist is clipped to its month."""
        return months_after(day, self.months) + timedelta(days=self.days)

    def last_before(self, day: date) -> date:
        """Return the last day whose span, begun on it, has ended by `day`: the inverse of `after`.

        The first day of the calendar where there is none, as when nothing is known to be proven by any day.
        """
        try:
            found = months_after(day - timedelta(days=self.days), -self.months)  # never too late: clipping goes back
        except (OverflowError, ValueError):
            return date.min
        while self.after(found + timedelta(days=1)) <= day:
            found += timedelta(days=1)
        return found

    def after_in_sql(self, column: str) -> str:
        """Return `after` as an expression over a column; the cast is needed because DuckDB adds up to a timestamp."""
        return f"CAST({column} + INTERVAL '{self.months}' MONTH + INTERVAL '{self.days}' DAY AS DATE)"
