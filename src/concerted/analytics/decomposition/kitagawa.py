"""Kitagawa's split of a change between two populations, into its sizes and its rates.

Kitagawa 1955, Components of a difference between two rates, Journal of the American Statistical Association 50:
1168-1194. Over groups with weight w and rate r, before (0) and after (1),

    sum w1 r1 - sum w0 r0 = sum (w1 - w0) (r0 + r1) / 2 + sum (r1 - r0) (w0 + w1) / 2

It splits a number and says nothing of causes.
"""

from collections.abc import Sequence
from math import fsum
from typing import NamedTuple


class Group(NamedTuple):
    """A group's weight and rate: a head count for a change in events, a share of the population for one in a rate."""

    weight: float
    rate: float


class Split(NamedTuple):
    """The two parts of a change, in the unit of weight times rate; they add to the change."""

    size: float
    """What the weights did: how many were counted, or (with shares as weights) who was."""
    rate: float
    """What the rates within the groups did."""

    @property
    def change(self) -> float:
        """The whole change."""
        return self.size + self.rate

    @property
    def shares(self) -> tuple[float, float] | None:
        """Each part over the change; above 1 or below 0 when the parts pull apart. None when nothing changed."""
        return (self.size / self.change, self.rate / self.change) if self.change else None


def kitagawa(before: Sequence[Group], after: Sequence[Group]) -> Split:
    """Split sum of weight x rate, after less before, over groups in the same order.

    The parts add to the change within 1e-9 of a rate (and of its size for counts). Raises ValueError when the numbers
    of groups differ.
    """
    pairs = list(zip(before, after, strict=True))
    return Split(
        size=fsum((new.weight - old.weight) * (old.rate + new.rate) / 2 for old, new in pairs),
        rate=fsum((new.rate - old.rate) * (old.weight + new.weight) / 2 for old, new in pairs),
    )


def kitagawa_of_counts(before: tuple[float, float], after: tuple[float, float]) -> Split:
    """Split the change of events between two counts (events, size) into more or fewer people and a rate.

    1,207 of 12,818 and then 982 of 11,617 give -225 = -107.3 - 117.7. Raises ValueError when a size is not above 0.
    """
    if before[1] <= 0 or after[1] <= 0:
        raise ValueError("A rate needs somebody to be of: a size is not above 0.")
    return kitagawa([Group(before[1], before[0] / before[1])], [Group(after[1], after[0] / after[1])])
