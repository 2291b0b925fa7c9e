"""The share who have reoffended by each day, where not everybody was followed for as long: Kaplan-Meier.

Kaplan and Meier 1958, Journal of the American Statistical Association 53: 457-481. The variance is Greenwood's; the
interval is made on the scale log(-log S), so that it stays between 0 and 1 (Kalbfleisch and Prentice 1980). Those who
are censored at a time still count as at risk of what happens at that time.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from math import exp, log, sqrt
from statistics import NormalDist
from typing import NamedTuple

from concerted.analytics.intervals import LEVEL, Comparison, wilson


class Step(NamedTuple):
    """What is known at one time: shares lie between 0 and 1, `low` and `high` are the ends of the interval."""

    time: float
    at_risk: int
    """Those who had neither returned nor been censored before this time."""
    events: int
    censored: int
    share_returned: float
    """The share who have returned by this time, this time included."""
    low: float
    high: float


def kaplan_meier(counts: Iterable[tuple[float, int, int]], *, level: float = LEVEL) -> list[Step]:
    """Return one step a time, in order, from (time, events, censored); times may repeat and be in any order.

    Before the first event and once all at risk have returned, where Greenwood's variance says nothing, the interval is
    Wilson's of those at risk, and never falls back. Raises ValueError for a negative time or count.
    """
    z = NormalDist().inv_cdf((1 + level) / 2)
    events, censored = _by_time(counts)
    at_risk = events.total() + censored.total()
    staying, variance, low, high = 1.0, 0.0, 0.0, 0.0
    steps = []
    for time in sorted({*events, *censored}):
        d, c = events[time], censored[time]
        staying *= (at_risk - d) / at_risk if at_risk else 1.0
        if d < at_risk:
            variance += d / (at_risk * (at_risk - d))
        if staying == 1:
            low, high = wilson(0, at_risk, level=level) if at_risk else (0.0, 1.0)
        elif staying == 0:
            low, high = max(low, wilson(d, d, level=level).low), 1.0
        else:
            reach = exp(z * sqrt(variance) / log(staying))  # below 1: log(staying) is negative
            low, high = 1 - staying**reach, 1 - staying ** (1 / reach)
        steps.append(Step(time, at_risk, d, c, 1 - staying, low, high))
        at_risk -= d + c
    return steps


def returned_by(steps: Sequence[Step], time: float) -> Step | None:
    """Return the last step not after a time; None before the first. Past the last it says what was last known."""
    number = bisect_right([step.time for step in steps], time)
    return steps[number - 1] if number else None


def log_rank(first: Iterable[tuple[float, int, int]], second: Iterable[tuple[float, int, int]]) -> Comparison:
    """Test that two groups return at the same pace over the whole time; z is above 0 when the first returns sooner.

    Mantel 1966, Cancer Chemotherapy Reports 50: 163-170, with the hypergeometric variance. Groups of which one is empty
    or in which nothing happens give z = 0 and p = 1.
    """
    groups = [_by_time(group) for group in (first, second)]
    at_risk = [events.total() + censored.total() for events, censored in groups]
    surplus, variance = 0.0, 0.0
    for time in sorted({time for group in groups for counter in group for time in counter}):
        d, n = sum(events[time] for events, _ in groups), sum(at_risk)
        if n > 1 and d:
            share = at_risk[0] / n
            surplus += groups[0][0][time] - d * share
            variance += d * share * (1 - share) * (n - d) / (n - 1)
        at_risk = [left - group[0][time] - group[1][time] for left, group in zip(at_risk, groups, strict=True)]
    if not variance:
        return Comparison(0.0, 1.0)
    z = surplus / sqrt(variance)
    return Comparison(z, 2 * NormalDist().cdf(-abs(z)))


def _by_time(counts: Iterable[tuple[float, int, int]]) -> tuple[Counter[float], Counter[float]]:
    events: Counter[float] = Counter()
    censored: Counter[float] = Counter()
    for time, returned, left in counts:
        if time < 0 or returned < 0 or left < 0:
            raise ValueError(f"Nobody returns or leaves a negative number of times: {time}, {returned}, {left}.")
        if returned:
            events[time] += returned
        if left:
            censored[time] += left
    return events, censored
