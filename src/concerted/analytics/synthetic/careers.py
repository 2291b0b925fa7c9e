"""Who offends, from when until when, how often and in what: drawn so that the last years are in balance.

Careers begin at a steady pace before and after the window, and last for very different times; those of the pool
at the window's start are the long ones, as in life. Numbers are the county's own: they were chosen so that the
rates in `calibration` fall within published ranges, and measure nothing else.
"""

from dataclasses import dataclass

import numpy as np

from concerted.analytics.synthetic.calendar_days import Days
from concerted.analytics.synthetic.households import Bools, Ints
from concerted.analytics.synthetic.lists import PROFILES, Floats
from concerted.analytics.synthetic.randomness import stream

WINDOW_YEARS = 6.2
_BEGIN_A_YEAR_OF_60000 = 9900.0
_HISTORY_YEARS = 42.0

# Short, middling, long and prolific careers: share, mean length in years, mean offences a year at the peak
# (found out or not), and how alike they are.
_SHARE = (0.9073, 0.024, 0.0652, 0.0035)
_MEAN_YEARS = (0.05, 4.0, 11.0, 8.0)
_MEAN_RATE = (11.0, 1.26, 1.36, 8.0)
_RATE_SHAPE = (1.5, 2.0, 2.0, 3.0)

_PROFILE_SHARE = (0.16, 0.07, 0.15, 0.15, 0.16, 0.09, 0.15, 0.035, 0.015, 0.02)
_PROFILE_PACE = (2.0, 1.5, 0.85, 0.8, 0.7, 0.85, 1.0, 1.1, 0.3, 0.6)


@dataclass
class Careers:
    """One career an index: birth, sex, the days it begins and ends, offences a year at the peak, and the kind."""

    born_on: Days
    female: Bools
    begins_on: Days
    ends_on: Days
    pace: Floats
    profile: Ints


def _drawn_lengths(rng: np.random.Generator, people: int) -> tuple[Floats, Floats, Ints]:
    """Return years since the start, length in years, and class of careers that touch the window."""
    start = WINDOW_YEARS + _HISTORY_YEARS
    many = int(_BEGIN_A_YEAR_OF_60000 * people / 60_000 * start)
    ago = rng.uniform(0, start, many)
    kind = rng.choice(4, many, p=_SHARE)
    length = rng.exponential(np.array(_MEAN_YEARS)[kind]) + 0.03
    touches = ago - length < WINDOW_YEARS
    return ago[touches], length[touches], kind[touches]


def _onset_ages(rng: np.random.Generator, many: int) -> Floats:
    """Return ages in years at the first offence: most before 25, some late, none under 10."""
    draw = rng.random(many)
    young = 10.5 + rng.gamma(5.0, 0.95, many)
    grown = 17.5 + rng.gamma(1.3, 5.5, many)
    late = 24 + rng.gamma(2.0, 9.0, many)
    ages: Floats = np.select([draw < 0.30, draw < 0.66], [young, grown], default=late)
    return ages


def draw_careers(seed: int, people: int, as_at: int) -> Careers:
    """Return the careers of a county of that size; whose they are is decided in `casting`."""
    rng = stream(seed, "careers")
    ago, length, kind = _drawn_lengths(rng, people)
    begins = as_at - (ago * 365.25).astype(np.int64)
    onset = _onset_ages(rng, len(ago))
    female = rng.random(len(ago)) < 0.19
    living = ago + onset < 76
    profile = rng.choice(len(PROFILES), len(ago), p=_PROFILE_SHARE)
    shape = np.array(_RATE_SHAPE)[kind]
    pace = rng.gamma(shape, np.array(_MEAN_RATE)[kind] / shape) * np.array(_PROFILE_PACE)[profile]
    born = begins - (onset * 365.25).astype(np.int64)
    ends = begins + (length * 365.25).astype(np.int64)
    return Careers(born[living], female[living], begins[living], ends[living], pace[living], profile[living])


def with_age(age: Floats) -> Floats:
    """Return the part of the peak pace that is left at an age: up to 19 it rises, then it slowly falls."""
    rising = 0.25 + 0.75 * np.clip((age - 10) / 9, 0, 1)
    falling = np.exp(-np.clip(age - 19, 0, None) / 26)
    part: Floats = rising * falling
    return part


def next_mood(rng: np.random.Generator, busy: Bools) -> Bools:
    """Return who is in a burst next month: bursts last eight months or so and come back after twenty."""
    draw = rng.random(len(busy))
    return np.where(busy, draw >= 0.12, draw < 0.05)


BUSY, QUIET = 1.6, 0.75
