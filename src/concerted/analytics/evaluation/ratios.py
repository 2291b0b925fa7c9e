"""How offending after stands to offending before, of one group and beside another, with intervals by person and pair.

A ratio of two sums has, on the scale of its logarithm, the linearised variance n / (n - 1) times the sum over persons
of (after / all after - before / all before) squared: what a Poisson regression with errors clustered by person gives
for two periods. For two matched groups the squares are of the difference within a pair: errors clustered by matched
pair stay right after matching without replacement (Abadie and Spiess 2022, Journal of the American Statistical
Association 117, 983-995, doi 10.1080/01621459.2020.1840383). Few persons are allowed for by Student's t, expanded as in
Abramowitz and Stegun 26.7.5. All that is kept of the persons are sums of whole numbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log, sqrt
from statistics import NormalDist

from concerted.analytics.intervals import LEVEL, Interval


@dataclass(frozen=True, slots=True)
class Sums:
    """Offences of so many people before and after a day, with the sums of their squares and of their product."""

    people: int
    before: int
    after: int
    before_squared: int
    after_squared: int
    before_by_after: int


@dataclass(frozen=True, slots=True)
class Across:
    """Sums over matched pairs of the product of one's number and the other's; the first word is the first group's."""

    before_by_before: int
    before_by_after: int
    after_by_before: int
    after_by_after: int


@dataclass(frozen=True, slots=True)
class Ratio:
    """A ratio with its interval. No value where the first sum is nought; no interval where either is."""

    value: float | None
    interval: Interval | None


NO_RATIO = Ratio(None, None)


def sums(numbers: Sequence[tuple[int, int]]) -> Sums:
    """Return the sums of (before, after), one a person."""
    return Sums(
        people=len(numbers),
        before=sum(b for b, _ in numbers),
        after=sum(a for _, a in numbers),
        before_squared=sum(b * b for b, _ in numbers),
        after_squared=sum(a * a for _, a in numbers),
        before_by_after=sum(b * a for b, a in numbers),
    )


def across(first: Sequence[tuple[int, int]], second: Sequence[tuple[int, int]]) -> Across:
    """Return the products over pairs, the two groups in the same order. Raises ValueError when they are not as long."""
    pairs = list(zip(first, second, strict=True))
    return Across(
        before_by_before=sum(b * d for (b, _), (d, _) in pairs),
        before_by_after=sum(b * c for (b, _), (_, c) in pairs),
        after_by_before=sum(a * d for (_, a), (d, _) in pairs),
        after_by_after=sum(a * c for (_, a), (_, c) in pairs),
    )


def after_to_before(of: Sums, *, level: float = LEVEL) -> Ratio:
    """Return offences after for each one before, with the interval by person."""
    if not of.before:
        return NO_RATIO
    if not of.after:
        return Ratio(0.0, None)
    return _ratio(of.after / of.before, _own(of), of.people, level)


def beside(first: Sums, second: Sums, products: Across, *, level: float = LEVEL) -> Ratio:
    """Return the first group's ratio over the second's, its matched pairs', with the interval by pair.

    This is the difference in differences on the scale of ratios: 1 where both groups changed alike.
    """
    mine, theirs = after_to_before(first), after_to_before(second)
    if mine.value is None or not theirs.value:
        return NO_RATIO
    if not mine.value:
        return Ratio(0.0, None)
    shared = (
        products.after_by_after / (first.after * second.after)
        - products.after_by_before / (first.after * second.before)
        - products.before_by_after / (first.before * second.after)
        + products.before_by_before / (first.before * second.before)
    )
    return _ratio(mine.value / theirs.value, _own(first) + _own(second) - 2 * shared, first.people, level)


def may_be_chance(ratio: Ratio) -> bool:
    """Say whether a ratio of 1 lies within the interval; so it may be where there is no interval."""
    return ratio.interval is None or ratio.interval.low <= 1 <= ratio.interval.high


def _own(of: Sums) -> float:
    """Return the sum over persons of (after / all after - before / all before) squared."""
    return (
        of.after_squared / of.after**2
        - 2 * of.before_by_after / (of.after * of.before)
        + of.before_squared / of.before**2
    )


def _ratio(value: float, squares: float, people: int, level: float) -> Ratio:
    if people < 2:
        return Ratio(value, None)
    half = student_t(level, people - 1) * sqrt(max(0.0, squares) * people / (people - 1))
    return Ratio(value, Interval(exp(log(value) - half), exp(log(value) + half)))


def student_t(level: float, freedom: int) -> float:
    """Return the two-sided quantile of Student's t, to 0.01 from 5 degrees of freedom on."""
    z = NormalDist().inv_cdf((1 + level) / 2)
    terms = (
        z,
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
    )
    return sum((term / float(freedom**power) for power, term in enumerate(terms)), 0.0)
