"""A rate over rows in which one person may stand several times: added quarters, added caseloads, repeated cohorts."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

from concerted.analytics.intervals import LEVEL, Comparison, Count, Interval, clustered, design_effect, wilson
from concerted.kernel.errors import Refused


@dataclass(frozen=True)
class GroupOfPersons:
    """The rows of one group: how many, of how many persons, and the interval with and without persons clustered."""

    name: str
    count: Count
    persons: int
    most: int
    """How often the person who stands there most often does."""
    design_effect: float
    """How much wider, as a variance, the rate is because persons repeat."""
    interval: Interval
    """Wilson's with the design effect."""
    naive_interval: Interval
    """Wilson's as if every row were another person."""

    @property
    def variance(self) -> float:
        """The variance of the rate, persons clustered."""
        return self.count.rate * (1 - self.count.rate) / self.count.whole * self.design_effect


@dataclass(frozen=True)
class TwoGroups:
    """The difference of two groups' rates, first less second, as a share."""

    difference: float
    interval: Interval
    test: Comparison
    shared: int
    """Persons who are in both groups: the test takes the groups as independent, which they are not."""


def group_of_persons(name: str, rows: Iterable[tuple[str, bool]]) -> GroupOfPersons:
    """Return a group from its rows of person and outcome. Raises Refused when there are none."""
    times: Counter[str] = Counter()
    events: Counter[str] = Counter()
    for person, event in rows:
        times[person] += 1
        events[person] += event
    if not times:
        raise Refused(f"Nobody is in the group {name}.")
    repeats = Counter((n, events[person]) for person, n in times.items())
    listed = [(n, r, persons) for (n, r), persons in repeats.items()]
    count = Count(sum(events.values()), times.total())
    return GroupOfPersons(
        name=name,
        count=count,
        persons=len(times),
        most=max(times.values()),
        design_effect=design_effect(listed),
        interval=clustered(listed),
        naive_interval=wilson(*count),
    )


def difference(first: GroupOfPersons, second: GroupOfPersons, *, shared: int) -> TwoGroups:
    """Compare two groups, persons clustered within each.

    The interval is Newcombe's, made from the two clustered Wilson intervals. The test divides the difference by its
    standard error from the two clustered variances. Persons in both groups (`shared`) are not paired.
    """
    gap = first.count.rate - second.count.rate
    a, b = first.interval, second.interval
    below = sqrt((first.count.rate - a.low) ** 2 + (b.high - second.count.rate) ** 2)
    above = sqrt((a.high - first.count.rate) ** 2 + (second.count.rate - b.low) ** 2)
    error = sqrt(first.variance + second.variance)
    z = gap / error if error else 0.0
    p = 2 * NormalDist().cdf(-abs(z)) if error else 1.0
    return TwoGroups(gap, Interval(gap - below, gap + above), Comparison(z, p), shared)


def chance_in_words(compared: TwoGroups) -> str:
    """Say in plain words whether chance alone would do it; never what caused a difference."""
    low, high = (f"{100 * end:.2f}" for end in compared.interval)
    unlikely = compared.test.p < 1 - LEVEL
    verdict = "chance alone is an unlikely explanation" if unlikely else "the difference may be chance"
    return (
        f"The difference lies likely between {low} and {high} percentage points (p {compared.test.p:.2g}): {verdict}."
    )
