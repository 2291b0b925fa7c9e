"""Two distributions that comparisons need and the standard library lacks: binomial limits and chi-squared tails."""

from functools import lru_cache
from itertools import accumulate
from math import ceil, erfc, exp, floor, lgamma, log, log1p, sqrt

TAIL = 12
"""Standard deviations from the mean beyond which a binomial holds less than the rounding error of a float."""


def binomial_limits(size: int, rate: float, shares: tuple[float, ...]) -> list[float]:
    """Return, for each share p, the proportion below which a binomial of `size` and `rate` lies with probability p.

    Interpolated between whole numbers as Spiegelhalter 2005, appendix A.1: with r the least number whose cumulative
    probability F reaches p, the limit is (r - (F(r) - p) / (F(r) - F(r - 1))) / size, and no less than 0. Raises
    ValueError unless size is above 0 and rate lies between 0 and 1; at 0 and 1 every limit is the rate itself.
    """
    if size <= 0 or not 0 <= rate <= 1:
        raise ValueError(f"A binomial of {size} at {rate} is none.")
    if rate in (0, 1):
        return [rate] * len(shares)
    first, cumulative = _binomial(size, rate)
    return [_limit(first, cumulative, share) / size for share in shares]


def _limit(first: int, cumulative: list[float], share: float) -> float:
    index = next((i for i, reached in enumerate(cumulative) if reached >= share), len(cumulative) - 1)
    below = cumulative[index - 1] if index else 0.0
    step = cumulative[index] - below
    return max(0.0, first + index - (cumulative[index] - share) / step if step else first + index)


@lru_cache(maxsize=512)
def _binomial(size: int, rate: float) -> tuple[int, list[float]]:
    """Return the first number of events that is at all likely, and the cumulative probabilities from it on."""
    reach = TAIL * sqrt(size * rate * (1 - rate)) + TAIL
    first, last = max(0, floor(size * rate - reach)), min(size, ceil(size * rate + reach))
    odds = log(rate) - log1p(-rate)
    start = lgamma(size + 1) - lgamma(first + 1) - lgamma(size - first + 1) + first * log(rate)
    start += (size - first) * log1p(-rate)
    logs = accumulate((log((size - r) / (r + 1)) + odds for r in range(first, last)), initial=start)
    return first, list(accumulate(exp(value) for value in logs))


def chi_squared_above(value: float, degrees: int) -> float:
    """Return the probability that chi-squared with whole degrees of freedom exceeds a value of 0 or above."""
    if degrees < 1 or value < 0:
        raise ValueError(f"Chi-squared with {degrees} degrees of freedom does not exceed {value}.")
    half = value / 2
    if degrees % 2:
        total, shape = erfc(sqrt(half)), 0.5
    else:
        total, shape = exp(-half), 1.0
    while shape < degrees / 2 and half:
        total += exp(shape * log(half) - half - lgamma(shape + 1))
        shape += 1
    return 1.0 if not half else min(1.0, total)
