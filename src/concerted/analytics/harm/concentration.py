"""The power few: how much of all harm the most harmful share of people stand for, and whether they are the same people
from year to year.

Both are about people together. A list by last year's harm predicts the next year's poorly (Northamptonshire 2010-16,
doi 10.1007/s41887-019-00039-7: over 95 per cent of each year's list were not on it in other years), so nobody is chosen
by it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, Literal

import pyarrow as pa

from concerted.analytics.harm.weights import HUNDREDTHS

By = Literal["harm", "offences"]


@dataclass(frozen=True, slots=True)
class Sum:
    """Offences and points (hundredths of a day) of so many people together: whole numbers, which add."""

    people: int
    offences: int
    sourced_offences: int
    assumed_offences: int
    sourced_hundredths: int
    assumed_hundredths: int

    @property
    def hundredths(self) -> int:
        """All points, sourced and assumed, in hundredths of a day."""
        return self.sourced_hundredths + self.assumed_hundredths

    @property
    def weighed(self) -> int:
        """Offences that have a weight."""
        return self.sourced_offences + self.assumed_offences

    def tells_beyond(self, part: "Sum", least: int) -> bool:
        """Say whether what this holds beyond a part of it is about enough people, and its points about enough offences.

        Few offences with a weight would tell by their points what somebody did.
        """
        weighed = self.weighed - part.weighed
        return self.people - part.people >= least and (weighed == 0 or weighed >= least)

    def __add__(self, other: "Sum") -> "Sum":
        return Sum(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))


NOBODY = Sum(0, 0, 0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Offender:
    """One person's year, under an opaque number."""

    person: Any
    year: Sum


def most_first(harm: pa.Table, months: int, *, by: By = "harm") -> list[Offender]:
    """Return everybody with a proven offence in the window of a table of `harm_many`, those who did most first.

    By harm: points, then offences; by offences: offences alone. What is still equal is in order of the person's number,
    which says nothing about anybody.
    """
    rows = [
        Offender(
            row["person_id"],
            Sum(
                people=1,
                offences=row[f"events_{months}"],
                sourced_offences=row[f"sourced_events_{months}"],
                assumed_offences=row[f"assumed_events_{months}"],
                sourced_hundredths=round(row[f"sourced_harm_{months}"] * HUNDREDTHS),
                assumed_hundredths=round(row[f"assumed_harm_{months}"] * HUNDREDTHS),
            ),
        )
        for row in harm.to_pylist()
        if row[f"events_{months}"]
    ]
    if by == "harm":
        return sorted(rows, key=lambda one: (-one.year.hundredths, -one.year.offences, one.person))
    return sorted(rows, key=lambda one: (-one.year.offences, one.person))


def rank_of(people: int, percent: float) -> int:
    """Return how many people a share of them is: the nearest whole number, halves up, and never nobody."""
    return max(1, int(people * percent / 100 + 0.5))


def power_few(ordered: Sequence[Offender], percents: Iterable[float], least: int) -> list[Sum]:
    """Return what shares of people stand for together, in rising order, with everybody as the last; those that tell
    about few are left out.

    The first holds at least `least` people, and so does the step from each to the next; a step holds no offence with a
    weight, or at least as many: the difference of two points of the curve is never about fewer. Where two shares lie
    too close, the one that is named first is kept. Empty when there are fewer people than that.
    """
    upto = list(accumulate((one.year for one in ordered), initial=NOBODY))
    people = len(ordered)
    if people < least:
        return []
    kept = [0, people]
    for percent in percents:
        rank = rank_of(people, percent)
        below = max(other for other in kept if other < rank)
        above = min((other for other in kept if other >= rank), default=people)
        if upto[rank].tells_beyond(upto[below], least) and upto[above].tells_beyond(upto[rank], least):
            kept.append(rank)
    return [upto[rank] for rank in sorted(kept)[1:]]


def on_list(ordered: Sequence[Offender], percent: float) -> frozenset[Any]:
    """Return the most harmful share of people: the list whose turnover is told. Nobody when there is nobody."""
    return frozenset(one.person for one in ordered[: rank_of(len(ordered), percent)])


def on_both(lists: Sequence[frozenset[Any]]) -> dict[tuple[int, int], int]:
    """Return, for each two different lists by their places, how many people stand on both."""
    return {
        (here, there): len(one & other)
        for here, one in enumerate(lists)
        for there, other in enumerate(lists)
        if here != there
    }
