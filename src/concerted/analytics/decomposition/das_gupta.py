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

from collections.abc import Mapping
from itertools import combinations
from math import comb, fsum

import numpy as np
from numpy.typing import NDArray

Key = tuple[str, ...]
"""A group: one value for each factor, in the order of the factors."""

MOST_FACTORS = 12
"""Every subset of the factors is looked at: 4,096 of them."""

Subset = tuple[int, ...]
Floats = NDArray[np.float64]


def factor_effects(
    before: Mapping[Key, float], after: Mapping[Key, float], mean_rates: Mapping[Key, float]
) -> list[float]:
    """Return each factor's part of the mix part, in the order of the keys, in the unit of the rates.

    `before` and `after` are sizes of the groups (0 or above; each group has somebody at one time), `mean_rates` half
    the sum of a group's two rates; all three have the same keys. Raises ValueError for more than `MOST_FACTORS` factors
    and for a group of nobody.
    """
    keys = list(mean_rates)
    factors = len(keys[0])
    if factors > MOST_FACTORS:
        raise ValueError(f"A change is shared among at most {MOST_FACTORS} factors, not {factors}.")
    sizes = [np.array([time[key] for key in keys], float) for time in (before, after)]
    if not np.all(sizes[0] + sizes[1] > 0):
        raise ValueError("A group that nobody is in, neither before nor after, is no group.")
    old, new = _terms(keys, *sizes)
    rates = np.array([mean_rates[key] for key in keys], float)
    return [fsum(rates * _effect(old, new, factor)) for factor in range(factors)]


def _effect(old: Floats, new: Floats, factor: int) -> Floats:
    """What a factor's term does to each group's product, averaged over the orders in which the terms change.

    The average over orders is the integral of the product of the others from all old (0) to all new (1).
    """
    others = [np.ones(old.shape[1])]  # the coefficients of a polynomial, lowest power first
    for index, (a, b) in enumerate(zip(old, new, strict=True)):
        if index != factor:
            zero = [np.zeros(old.shape[1])]
            others = [
                value * a + below * (b - a) for value, below in zip([*others, *zero], [*zero, *others], strict=True)
            ]
    average = sum(value / (power + 1) for power, value in enumerate(others))
    return np.asarray((new[factor] - old[factor]) * average)


def _terms(keys: list[Key], *sizes: Floats) -> tuple[Floats, Floats]:
    """Return the terms of every group's share, factor by group, before and after."""
    factors = len(keys[0])
    subsets = [subset for size in range(factors + 1) for subset in combinations(range(factors), size)]
    alike = {subset: _groups_alike(keys, subset) for subset in subsets}
    margins: list[dict[Subset, Floats]] = [
        {subset: np.asarray(np.bincount(alike[subset], size)[alike[subset]], np.float64) for subset in subsets}
        for size in sizes
    ]
    terms = np.ones((2, factors, len(keys)))
    for factor in range(factors):
        for subset in (subset for subset in subsets if factor not in subset):
            both = tuple(sorted((*subset, factor)))
            shares = [_share(margin[both], margin[subset]) for margin in margins]
            power = 1 / (factors * comb(factors - 1, len(subset)))
            for time, other in ((0, 1), (1, 0)):
                # within an empty margin the share of the other time stands
                terms[time, factor] *= np.where(np.isnan(shares[time]), shares[other], shares[time]) ** power
    return terms[0], terms[1]


def _share(part: Floats, whole: Floats) -> Floats:
    return np.asarray(np.divide(part, whole, out=np.full(len(part), np.nan), where=whole > 0))


def _groups_alike(keys: list[Key], subset: Subset) -> NDArray[np.int64]:
    """Number the groups so that those with the same values of the subset's factors have the same number."""
    numbers: dict[Key, int] = {}
    return np.array([numbers.setdefault(tuple(key[i] for i in subset), len(numbers)) for key in keys], np.int64)
