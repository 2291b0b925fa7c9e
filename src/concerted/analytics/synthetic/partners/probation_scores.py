"""Probation's own scores: likelihood of reoffending in percent, from record and age, newest predictor first.

The numbers only resemble the real predictors': they rise with the record and fall with age, as those do.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np

from concerted.analytics.synthetic.calendar_days import MISSING, Days, Texts, number
from concerted.analytics.synthetic.households import Ints
from concerted.analytics.synthetic.world import World

# The official service left OGRS3 on this day; see the register of definitions.
CHANGE_OF_PREDICTOR = date(2026, 6, 18)
NEW, NEW_VERSION = "All Reoffending Predictor", "static"
OLD, OLD_VERSION = "OGRS3", "3"


@dataclass
class Scores:
    """One score an index; `percent` are Python floats with two decimals."""

    career: Ints
    scored_on: Days
    predictor: Texts
    version: Texts
    percent: list[float]


def _sanctions_before(world: World, career: Ints, day: Days) -> Ints:
    """Return the number of occasions on which each career had been sanctioned by a day."""
    offences = world.lives.offences
    rows = offences.proven_on > MISSING
    keys = np.unique(offences.career[rows] * 2_000_000 + offences.proven_on[rows] + 1_000_000)
    until = np.searchsorted(keys, career * 2_000_000 + day + 1_000_000, side="right")
    counted: Ints = until - np.searchsorted(keys, career * 2_000_000, side="left")
    return counted


def _percent(rng: np.random.Generator, world: World, career: Ints, day: Days, spread: float) -> list[float]:
    sanctions = _sanctions_before(world, career, day)
    lately = sanctions - _sanctions_before(world, career, day - 730)
    age = (day - world.people.born_on[world.person[career]]) / 365.25
    female = world.people.female[world.person[career]]
    logit = -1.75 + 0.62 * np.log1p(sanctions) + 0.45 * np.log1p(lately) - 0.035 * (age - 30) - 0.2 * female
    logit += rng.normal(0, spread, len(career))
    rounded: list[float] = np.round(np.clip(100 / (1 + np.exp(-logit)), 1, 99), 2).tolist()
    return rounded


def score_rows(rng: np.random.Generator, world: World) -> Scores:
    """Return scores of most of the present caseload by the new predictor, and older ones by the old."""
    load = world.caseload
    change = min(number(CHANGE_OF_PREDICTOR), world.today - 150)
    latest = load.snapshot_on == load.snapshot_on.max()
    scored = np.flatnonzero(latest)[rng.random(int(latest.sum())) < 0.86]
    now, begin = load.career[scored], np.maximum(load.sentenced_on[scored], change)
    new_on = begin + (rng.random(len(now)) * np.maximum(world.today - begin, 1)).astype(np.int64)
    new_on = np.minimum(new_on, world.today - 1)
    pairs = np.unique(np.stack([load.career, load.sentenced_on]), axis=1)
    pairs = pairs[:, (pairs[1] < change - 20) & (pairs[1] > change - 4 * 365)]
    pairs = pairs[:, rng.random(pairs.shape[1]) < 0.4]
    old_on = pairs[1] + rng.integers(0, 20, pairs.shape[1])
    percent = _percent(rng, world, now, new_on, 0.3) + _percent(rng, world, pairs[0], old_on, 0.45)
    return Scores(
        career=np.concatenate([now, pairs[0]]),
        scored_on=np.concatenate([new_on, old_on]),
        predictor=np.array([NEW] * len(now) + [OLD] * pairs.shape[1], dtype=object),
        version=np.array([NEW_VERSION] * len(now) + [OLD_VERSION] * pairs.shape[1], dtype=object),
        percent=percent,
    )
