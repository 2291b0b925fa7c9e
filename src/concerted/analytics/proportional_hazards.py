"""How the pace of returning goes with what is known about people at the start: Cox's proportional hazards.

Cox 1972, Journal of the Royal Statistical Society B 34: 187-220; ties as in Efron 1977, Journal of the American
Statistical Association 72: 557-565; fitted by Newton's method. A coefficient describes who returned sooner among those
in the data. It does not say what caused it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from concerted.analytics.intervals import LEVEL, Interval
from concerted.kernel.errors import Refused

Floats = NDArray[np.float64]

MOST_STEPS = 50
ENOUGH = 1e-10
"""The log likelihood has been climbed when a step raises it by less."""
BEYOND = 10.0
"""A coefficient this large, per standard deviation, grows without end: its column tells all who return."""


@dataclass(frozen=True)
class Coefficient:
    """What one more unit of a column goes with: the logarithm of a ratio of hazards, and its standard error."""

    value: float
    error: float

    @property
    def ratio(self) -> float:
        """The ratio of hazards for one unit more."""
        return exp(self.value)

    def interval(self, level: float = LEVEL) -> Interval:
        """Return the interval of the ratio."""
        reach = NormalDist().inv_cdf((1 + level) / 2) * self.error
        return Interval(exp(self.value - reach), exp(self.value + reach))


@dataclass(frozen=True)
class Fit:
    """A fitted model."""

    coefficients: dict[str, Coefficient]
    log_likelihood: float
    concordance: float
    """Of pairs of whom one is known to have returned sooner, the share whose scores say so; 0.5 is chance."""
    people: int
    returned: int


def fit(times: Sequence[float], returned: Sequence[bool], columns: Mapping[str, Sequence[float]]) -> Fit:
    """Fit the hazard of returning to the columns, one value a person in each.

    Raises Refused when nobody returned, a column is the same for all or follows from others, or tells everything.
    """
    time, event = np.asarray(times, float), np.asarray(returned, bool)
    if not columns or not event.any():
        raise Refused("Proportional hazards need a column or more, and somebody who returned.")
    raw = np.column_stack([np.asarray(values, float) for values in columns.values()])
    spread = raw.std(axis=0)
    same = [name for name, width in zip(columns, spread, strict=True) if not width > 0]
    if same:
        raise Refused(f"{', '.join(same)} is the same for everybody: nothing goes with it.")
    scaled = (raw - raw.mean(axis=0)) / spread
    order = np.argsort(-time, kind="stable")
    beta, likelihood, information = _climb(time[order], event[order], scaled[order], list(columns))
    errors = np.sqrt(np.diag(np.linalg.inv(information))) / spread
    return Fit(
        coefficients={
            name: Coefficient(float(value), float(error))
            for name, value, error in zip(columns, beta / spread, errors, strict=True)
        },
        log_likelihood=likelihood,
        concordance=concordance(time, event, scaled @ beta),
        people=len(time),
        returned=int(event.sum()),
    )


def concordance(time: Floats, event: NDArray[np.bool_], score: Floats) -> float:
    """Return Harrell's share of pairs in which who returned sooner has the higher score; equal scores count half.

    0.5 when no pair can be compared.
    """
    agree = pairs = 0.0
    for number in np.flatnonzero(event):
        later = (time > time[number]) | ((time == time[number]) & ~event)
        pairs += later.sum()
        agree += (score[later] < score[number]).sum() + 0.5 * (score[later] == score[number]).sum()
    return float(agree / pairs) if pairs else 0.5


def _climb(time: Floats, event: NDArray[np.bool_], x: Floats, names: list[str]) -> tuple[Floats, float, Floats]:
    """Return the coefficients of scaled columns where the likelihood is highest; people from the longest time down."""
    beta = np.zeros(x.shape[1])
    likelihood, slope, information = _likelihood(time, event, x, beta)
    for _ in range(MOST_STEPS):
        if np.linalg.cond(information) > 1e12:
            break
        step = np.linalg.solve(information, slope)
        found = _likelihood(time, event, x, beta + step)
        while not found[0] >= likelihood - ENOUGH and np.abs(step).max() > ENOUGH:
            step = step / 2
            found = _likelihood(time, event, x, beta + step)
        beta, gain = beta + step, found[0] - likelihood
        likelihood, slope, information = found
        if np.abs(beta).max() > BEYOND:
            break
        if gain < ENOUGH:
            return beta, likelihood, information
    raise Refused(f"No model fits: of {', '.join(names)}, one follows from others or tells all who return.")


def _likelihood(time: Floats, event: NDArray[np.bool_], x: Floats, beta: Floats) -> tuple[float, Floats, Floats]:
    """Return the partial log likelihood with its slope and its information, ties by Efron."""
    weight = np.exp(x @ beta)
    first = x * weight[:, None]
    total, slope, information = 0.0, np.zeros(len(beta)), np.zeros((len(beta), len(beta)))
    s0, s1, s2 = 0.0, np.zeros(len(beta)), np.zeros_like(information)
    starts = np.flatnonzero(np.r_[True, time[1:] != time[:-1]])
    for start, end in zip(starts, [*starts[1:], len(time)], strict=True):
        here = slice(start, end)
        s0 += weight[here].sum()
        s1 += first[here].sum(axis=0)
        s2 += first[here].T @ x[here]
        tied = np.flatnonzero(event[here]) + start
        if not len(tied):
            continue
        t0, t1, t2 = weight[tied].sum(), first[tied].sum(axis=0), first[tied].T @ x[tied]
        total += float((x[tied] @ beta).sum())
        slope += x[tied].sum(axis=0)
        for number in range(len(tied)):
            share = number / len(tied)
            r0, r1, r2 = s0 - share * t0, s1 - share * t1, s2 - share * t2
            total -= float(np.log(r0))
            slope -= r1 / r0
            information += r2 / r0 - np.outer(r1, r1) / r0**2
    return total, slope, information
