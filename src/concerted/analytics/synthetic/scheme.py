"""The managed cohort (IOM): whom the scheme adopted, when, and what management truly did to their offending.

While a person is managed, each offence that they would have committed is prevented with a fixed chance, so the
true effect is known: a rate multiplied by `MULTIPLIER`. The choice is made on record and recent offending, as a
scheme makes it, so a plain before-and-after also contains the fall that would have come anyway.
"""

from dataclasses import dataclass, field

import numpy as np

from concerted.analytics.synthetic.calendar_days import NEVER, Days
from concerted.analytics.synthetic.households import Bools, Ints
from concerted.analytics.synthetic.lists import Floats

MULTIPLIER = 0.8
COHORT_OF_60000 = 60
MONTHS = 24
KINDS = ("Fixed", "Flex", "Free")
COLOURS = ("red", "amber", "green")


@dataclass
class Scheme:
    """State of the scheme by career: `from_on` and `until_on` are `NEVER` for those not (or still) managed."""

    from_on: Days
    until_on: Days
    wanted: int
    adopted: int = 0
    prevented: list[tuple[Ints, Days, Ints]] = field(default_factory=list)

    def managed(self, career: Ints, day: Days) -> Bools:
        """Return who is managed on each day."""
        found: Bools = (self.from_on[career] <= day) & (day < self.until_on[career])
        return found

    def adopt(
        self, rng: np.random.Generator, first: int, step: int, likelihood: Floats, eligible: Bools, known: Bools
    ) -> None:
        """Adopt this month's share of the cohort from those most likely to offend again (by record, with noise)."""
        due = round(self.wanted * (step + 1) / MONTHS) - self.adopted
        open_to = np.flatnonzero(eligible & known & (self.from_on == NEVER))
        if due <= 0 or not len(open_to):
            return
        appeal = likelihood[open_to] + rng.gumbel(0, 0.3, len(open_to))
        chosen = open_to[np.argsort(-appeal, kind="stable")[:due]]
        self.from_on[chosen] = first + rng.integers(0, 27, len(chosen))
        self.adopted += len(chosen)

    def let_go(self, rng: np.random.Generator, first: int) -> None:
        """End the management of a few who have been managed for half a year or longer."""
        long_in = np.flatnonzero((self.from_on < first - 183) & (self.until_on == NEVER))
        leaving = long_in[rng.random(len(long_in)) < 0.02]
        self.until_on[leaving] = first + rng.integers(0, 27, len(leaving))

    def prevent(self, rng: np.random.Generator, career: Ints, day: Days, code: Ints) -> Bools:
        """Return which offences do happen; the others are kept apart as prevented."""
        happens = ~self.managed(career, day) | (rng.random(len(career)) < MULTIPLIER)
        if not happens.all():
            self.prevented.append((career[~happens], day[~happens], code[~happens]))
        return happens


def open_scheme(careers: int, people: int) -> Scheme:
    """Return a scheme that has adopted nobody yet."""
    never = np.full(careers, NEVER, dtype=np.int64)
    wanted = max(4, round(COHORT_OF_60000 * people / 60_000))
    return Scheme(from_on=never.copy(), until_on=never.copy(), wanted=wanted)
