"""One rate over time beside its own usual range: a process-behaviour (XmR) chart.

Natural process limits are the mean plus or minus 2.66 mean moving ranges, 3.27 mean moving ranges bound a single
change: Wheeler 1993, Understanding Variation. It says which points are unusual; it never says why.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean

from concerted.analytics.intervals import Count
from concerted.kernel.errors import Refused

NATURAL_LIMITS = 2.66
LARGEST_CHANGE = 3.27
FEWEST_PERIODS = 5
"""Fewer give no limits at all."""
ROUNDING = 1e-12
"""Differences of rates up to this are errors of rounding."""
ENOUGH_PERIODS = 10
"""With fewer, limits are said to be rough: an assumption."""


@dataclass(frozen=True)
class Settings:
    """What no source fixes for this use: an assumption, shown with every chart."""

    run: int = 8
    """So many periods in a row on one side of the mean are unusual."""
    baseline: int | None = None
    """The mean and limits come from so many first periods; None means all."""

    def __post_init__(self) -> None:
        if self.run < 2:
            raise Refused(f"A run is of at least 2 periods, not of {self.run}.")
        if self.baseline is not None and self.baseline < FEWEST_PERIODS:
            raise Refused(f"Limits need at least {FEWEST_PERIODS} periods, not {self.baseline}.")

    def in_words(self) -> str:
        """Return the assumptions as a sentence."""
        first = "all periods" if self.baseline is None else f"the first {self.baseline} periods"
        return f"Assumed: {self.run} periods in a row on one side of the mean are unusual; limits come from {first}."


class Signal(StrEnum):
    """Why a period is unusual."""

    ABOVE = "above the usual range"
    BELOW = "below the usual range"
    RUN_ABOVE = "in a long run above the mean"
    RUN_BELOW = "in a long run below the mean"
    JUMP = "a larger change from the period before than is usual"


@dataclass(frozen=True)
class Period:
    """One period, its count, the change from the one before as a share, and why it is unusual, if it is."""

    name: str
    count: Count
    moved: float | None
    signals: tuple[Signal, ...]


@dataclass(frozen=True)
class ProcessChart:
    """The periods in order of time, with the mean and the usual range of their rates as shares."""

    periods: tuple[Period, ...]
    mean: float
    """The mean of the periods' rates, each weighing the same."""
    low: float
    high: float
    mean_moving_range: float
    largest_change: float
    """A change from one period to the next that is larger is unusual."""
    rough: bool
    """Whether there are too few periods for limits that stand."""
    settings: Settings

    @property
    def unusual(self) -> tuple[Period, ...]:
        """The periods with a signal, in order of time."""
        return tuple(period for period in self.periods if period.signals)


def process_chart(counts: Sequence[tuple[str, Count]], settings: Settings | None = None) -> ProcessChart:
    """Chart periods in the order given, each with somebody in it. Raises Refused for fewer than five."""
    chosen = settings or Settings()
    used = counts if chosen.baseline is None else counts[: chosen.baseline]
    if len(used) < max(FEWEST_PERIODS, chosen.baseline or 0):
        raise Refused(
            f"Limits need at least {max(FEWEST_PERIODS, chosen.baseline or 0)} periods with somebody in them, "
            f"not {len(used)}."
        )
    rates = [count.rate for _, count in counts]
    moved = [None, *(b - a for a, b in zip(rates, rates[1:], strict=False))]
    mean = fmean(rates[: len(used)])
    moving_range = fmean(abs(change) for change in moved[1 : len(used)] if change is not None)
    low, high = max(0.0, mean - NATURAL_LIMITS * moving_range), min(1.0, mean + NATURAL_LIMITS * moving_range)
    largest = LARGEST_CHANGE * moving_range
    runs = _runs(rates, mean, chosen.run)
    periods = []
    for (name, count), rate, change, run in zip(counts, rates, moved, runs, strict=True):
        signals = [Signal.ABOVE] if _side(rate, high) > 0 else [Signal.BELOW] if _side(rate, low) < 0 else []
        signals += [run] if run else []
        signals += [Signal.JUMP] if change is not None and abs(change) > largest + ROUNDING else []
        periods.append(Period(name, count, change, tuple(signals)))
    rough = len(used) < ENOUGH_PERIODS
    return ProcessChart(tuple(periods), mean, low, high, moving_range, largest, rough, chosen)


def _runs(rates: Sequence[float], mean: float, length: int) -> list[Signal | None]:
    """Return for each period whether it is in a run of at least `length` on one side; a rate on the mean ends a run."""
    found: list[Signal | None] = [None] * len(rates)
    start = 0
    for index in range(len(rates) + 1):
        side = _side(rates[index], mean) if index < len(rates) else None
        before = _side(rates[start], mean)
        if side == before and before:
            continue
        if before and index - start >= length:
            found[start:index] = [Signal.RUN_ABOVE if before > 0 else Signal.RUN_BELOW] * (index - start)
        start = index
    return found


def _side(rate: float, line: float) -> int:
    """Return 1, 0 or -1 for a rate above, on or below a line."""
    return (rate > line + ROUNDING) - (rate < line - ROUNDING)
