"""The mix part of a change in a rate, shared out among the factors that make the groups.

Das Gupta 1993, Standardization and Decomposition of Rates: A User's Manual, US Bureau of the Census, Current
Population Reports P23-186, on cross-classified data. A group's share of the population is written as a product with one
term a factor; the term of a factor is the geometric mean, over all orders in which the factors may be taken one after
the other, of the group's share among those who are alike in the factors taken before. A factor's effect is what the
change of its term alone does to the rate, averaged over all orders in which the terms may change, with each group's
rate halfway between its two values. The effects add to Kitagawa's mix part.

Where a whole margin is empty at one time (nobody under 21), a share within it is not defined; that of the other time
stands for it, so that the change belongs to the factor that emptied it.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations
from math import comb, fsum, prod

Key = tuple[str, ...]
"""A group: one value for each factor, in the order of the factors."""

MOST_FACTORS = 12
"""Every subset of the factors is looked at: 4,096 of them."""


def factor_effects(
    before: Mapping[Key, float], after: Mapping[Key, float], mean_rates: Mapping[Key, float]
) -> list[float]:
    """Return each factor's part of the mix part, in the order of the keys, in the unit of the rates.

    `before` and `after` are sizes of the groups (0 or above, some above 0), `mean_rates` half the sum of a group's two
    rates; all three have the same keys. Raises ValueError for more than `MOST_FACTORS` factors.
    """
    keys = list(mean_rates)
    factors = len(keys[0])
    if factors > MOST_FACTORS:
        raise ValueError(f"A change is shared among at most {MOST_FACTORS} factors, not {factors}.")
    old, new = _terms(before, after, factors)
    return [fsum(mean_rates[key] * _effect(old[key], new[key], factor) for key in keys) for factor in range(factors)]


def _effect(old: Sequence[float], new: Sequence[float], factor: int) -> float:
    """What a factor's term does to the product, averaged over the orders in which the terms change.

    The average over orders is the integral of the product of the others from all old (0) to all new (1).
    """
    others = [1.0]  # the coefficients of a polynomial, lowest power first
    for index, (a, b) in enumerate(zip(old, new, strict=True)):
        if index != factor:
            raised = [0.0, *(value * (b - a) for value in others)]
            others = [value * a + more for value, more in zip([*others, 0.0], raised, strict=True)]
    return (new[factor] - old[factor]) * fsum(value / (power + 1) for power, value in enumerate(others))


def _terms(
    before: Mapping[Key, float], after: Mapping[Key, float], factors: int
) -> tuple[dict[Key, list[float]], dict[Key, list[float]]]:
    """Return the terms of every group's share, before and after."""
    subsets = [subset for size in range(factors + 1) for subset in combinations(range(factors), size)]
    margins = [{subset: _margin(sizes, subset) for subset in subsets} for sizes in (before, after)]

    def share(sizes: int, key: Key, alike: tuple[int, ...], factor: int) -> float | None:
        with_it = tuple(sorted((*alike, factor)))
        among = margins[sizes][alike][_of(key, alike)]
        return margins[sizes][with_it][_of(key, with_it)] / among if among else None

    old: dict[Key, list[float]] = {key: [] for key in before}
    new: dict[Key, list[float]] = {key: [] for key in before}
    for key in before:
        for factor in range(factors):
            orders = [subset for subset in subsets if factor not in subset]
            powers = [1 / (factors * comb(factors - 1, len(alike))) for alike in orders]
            shares = [_defined(share(0, key, alike, factor), share(1, key, alike, factor)) for alike in orders]
            old[key].append(prod(a**power for (a, _), power in zip(shares, powers, strict=True)))
            new[key].append(prod(b**power for (_, b), power in zip(shares, powers, strict=True)))
    return old, new


def _defined(old: float | None, new: float | None) -> tuple[float, float]:
    """A share within an empty margin is that of the other time."""
    if old is None and new is None:
        raise ValueError("A group that nobody is in, neither before nor after, is no group.")
    return (new if old is None else old, old if new is None else new)  # type: ignore[return-value]  # one is a number


def _margin(sizes: Mapping[Key, float], subset: tuple[int, ...]) -> dict[Key, float]:
    margin: defaultdict[Key, float] = defaultdict(float)
    for key, size in sizes.items():
        margin[_of(key, subset)] += size
    return margin


def _of(key: Key, subset: tuple[int, ...]) -> Key:
    return tuple(key[index] for index in subset)
