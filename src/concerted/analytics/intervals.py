"""Intervals of rates and of their differences, and plain words for what chance alone would do.

Wilson 1927 for one rate; Newcombe 1998 (method 10, from two Wilson intervals) for the difference of two; where one
person may be counted several times, the variance of a ratio clustered by person. The Ministry of Justice's own formula
is not known. Counts are whole numbers, rates are shares between 0 and 1.
"""

from collections.abc import Iterable
from math import sqrt
from statistics import NormalDist
from typing import NamedTuple

LEVEL = 0.95
"""The share of intervals that hold the true rate, when their assumptions hold."""


class Interval(NamedTuple):
    """The two ends of an interval; `low` is never above `high`."""

    low: float
    high: float


class Count(NamedTuple):
    """So many of so many, such as 982 reoffenders of 11,617 offenders."""

    part: int
    whole: int

    @property
    def rate(self) -> float:
        """The share; ZeroDivisionError when the whole is nobody."""
        return self.part / self.whole


class Comparison(NamedTuple):
    """A two-sided test that two rates are equal."""

    z: float
    p: float


def wilson(part: int, whole: int, *, level: float = LEVEL, design_effect: float = 1.0) -> Interval:
    """Return the Wilson interval of a rate; with a design effect d the whole weighs as much as whole / d.

    Raises ValueError when the part is no part of the whole, or the whole is nobody.
    """
    _check(part, whole)
    if design_effect <= 0:
        raise ValueError(f"A design effect must be above 0, not {design_effect}.")
    z = _z(level)
    rate, size = part / whole, whole / design_effect
    middle = (rate + z * z / (2 * size)) / (1 + z * z / size)
    half = z * sqrt(rate * (1 - rate) / size + z * z / (4 * size * size)) / (1 + z * z / size)
    return Interval(0.0 if part == 0 else middle - half, 1.0 if part == whole else middle + half)


def newcombe(first: Count, second: Count, *, level: float = LEVEL, design_effect: float = 1.0) -> Interval:
    """Return Newcombe's interval of the difference first rate - second rate, from the Wilson interval of each."""
    a = wilson(*first, level=level, design_effect=design_effect)
    b = wilson(*second, level=level, design_effect=design_effect)
    difference = first.rate - second.rate
    below = sqrt((first.rate - a.low) ** 2 + (b.high - second.rate) ** 2)
    above = sqrt((a.high - first.rate) ** 2 + (second.rate - b.low) ** 2)
    return Interval(difference - below, difference + above)


def two_rates(first: Count, second: Count, *, design_effect: float = 1.0) -> Comparison:
    """Test that two rates are equal, with the pooled rate; z is above 0 when the first is higher.

    Two rates that are both 0 or both 1 give z = 0 and p = 1.
    """
    _check(*first)
    _check(*second)
    pooled = (first.part + second.part) / (first.whole + second.whole)
    variance = pooled * (1 - pooled) * (1 / first.whole + 1 / second.whole) * design_effect
    if variance == 0:
        return Comparison(0.0, 1.0)
    z = (first.rate - second.rate) / sqrt(variance)
    return Comparison(z, 2 * NormalDist().cdf(-abs(z)))


def design_effect(repeats: Iterable[tuple[int, int, int]]) -> float:
    """Return how many times wider, as a variance, a rate is for counting persons more than once.

    `repeats` says (n, r, persons): so many persons were counted n times and reoffended r of those times. The variance
    is that of a ratio clustered by person, m / (m - 1) * sum((r - rate * n) ** 2) / N ** 2, divided by that of N
    independent counts. Where nobody or everybody reoffended there is no variance to divide, and persons are taken to
    be wholly alike from one count to the next: sum(n ** 2) / N.
    """
    rows = [(n, r, persons) for n, r, persons in repeats if persons]
    people = sum(persons for _, _, persons in rows)
    whole = sum(n * persons for n, _, persons in rows)
    part = sum(r * persons for _, r, persons in rows)
    _check(part, whole)
    if part in (0, whole) or people == 1:
        return sum(n * n * persons for n, _, persons in rows) / whole
    rate = part / whole
    squares = sum(persons * (r - rate * n) ** 2 for n, r, persons in rows)
    return people / (people - 1) * squares / (whole * rate * (1 - rate))


def clustered(repeats: Iterable[tuple[int, int, int]], *, level: float = LEVEL) -> Interval:
    """Return the interval of a rate over added quarters, persons clustered: Wilson's, with their design effect."""
    rows = list(repeats)
    whole = sum(n * persons for n, _, persons in rows)
    part = sum(r * persons for _, r, persons in rows)
    return wilson(part, whole, level=level, design_effect=design_effect(rows))


def mean(total: int, squares: int, people: int, *, level: float = LEVEL) -> Interval | None:
    """Return the interval of a mean count a person, from the sum of the counts and of their squares.

    The normal approximation, never below 0. None where the counts do not vary, or are of fewer than two people: then
    they say nothing about how much they would vary.
    """
    if people < 2:
        return None
    variance = (squares - total * total / people) / (people - 1)
    if people * squares == total * total:
        return None
    half = _z(level) * sqrt(variance / people)
    return Interval(max(0.0, total / people - half), total / people + half)


def may_be_chance(first: Count, second: Count, *, design_effects: Iterable[float] = (1.0,)) -> list[str]:
    """Say in plain words, for each design effect, how often chance alone would move the rate as far.

    A design effect of d stands for one person counted d times, always with the same outcome: a sensitivity, not a
    bound. A sentence never says what caused a change.
    """
    return [_chance_in_words(first, second, effect) for effect in design_effects]


def _chance_in_words(first: Count, second: Count, effect: float) -> str:
    p = two_rates(first, second, design_effect=effect).p
    low, high = newcombe(first, second, design_effect=effect)
    counted = "If every person was counted once" if effect == 1 else f"If a person was counted {effect:g} times over"
    verdict = "chance alone is an unlikely explanation" if p < 1 - LEVEL else "the difference may be chance"
    return (
        f"{counted}, two groups with the same underlying rate would differ this much {_how_often(p)} (p {_short(p)}); "
        f"the difference lies between {100 * low:.2f} and {100 * high:.2f} percentage points: {verdict}."
    )


def _how_often(p: float) -> str:
    if p > 0.5:
        return "more often than not"
    return "less than once in 10,000 times" if p < 0.0001 else f"about once in {round(1 / p):,} times"


def _short(p: float) -> str:
    return "below 0.0001" if p < 0.0001 else f"{p:.4f}" if p < 0.01 else f"{p:.3f}"


def _check(part: int, whole: int) -> None:
    if not 0 <= part <= whole or whole == 0:
        raise ValueError(f"{part} of {whole} is not a part of a whole.")


def _z(level: float) -> float:
    if not 0 < level < 1:
        raise ValueError(f"A level lies between 0 and 1, not at {level}.")
    return NormalDist().inv_cdf((1 + level) / 2)
