"""The figures of a claim as they were printed, and the whole numbers of people that they allow.

A printed rate stands for every rate that rounds to it, halves either way: publishers do not say how they round. All
arithmetic on printed figures is in whole numbers and fractions, so that no binary rounding adds or loses a candidate.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor

from concerted.analytics.intervals import Count
from concerted.kernel.errors import Refused

LONGEST = 12
"""More digits than this are no number of people."""


class Called(StrEnum):
    """What the wording of a claim calls the counts that stand beside its rates."""

    WHOLE = "whole"
    """Written as "P% of M" or "N of M": the wording itself says that they are everybody counted."""
    EVERYBODY = "everybody"
    REOFFENDERS = "reoffenders"
    NOTHING = "nothing"


@dataclass(frozen=True)
class PrintedRate:
    """A rate in per cent as printed: "9.42" or "8"; it keeps its number of decimals."""

    text: str

    @property
    def percent(self) -> Fraction:
        """The printed number, exactly."""
        return Fraction(self.text)

    @property
    def decimals(self) -> int:
        """How many decimals were printed."""
        return len(self.text.partition(".")[2])

    @property
    def half(self) -> Fraction:
        """Half of the last decimal, in per cent: how far the true rate may lie from the printed one."""
        return Fraction(1, 2 * 10**self.decimals)

    def __str__(self) -> str:
        return f"{self.text}%"


@dataclass(frozen=True)
class Written:
    """One side of a claim: a rate, the part and the whole, or a `count` whose meaning the wording leaves to be read."""

    rate: PrintedRate | None = None
    part: int | None = None
    whole: int | None = None
    count: int | None = None

    def __str__(self) -> str:
        part = None if self.part is None else f"{self.part:,}"
        if self.count is not None:
            return f"{self.rate} beside {self.count:,}"
        rate = f" ({self.rate})" if part and self.rate else ""
        return f"{part or self.rate} of {self.whole:,}{rate}"

    def taking(self, reading: Called) -> "Written":
        """Return the side with its open count taken as everybody counted, or as those who reoffended."""
        if self.count is None:
            return self
        if reading is Called.REOFFENDERS:
            return Written(self.rate, part=self.count)
        return Written(self.rate, whole=self.count)


@dataclass(frozen=True)
class Figures:
    """The whole numbers that one side allows: either the parts or the wholes may be several, never both."""

    printed: PrintedRate | None
    parts: range
    wholes: range

    @property
    def best(self) -> Count:
        """The candidate whose rate lies nearest to the printed one."""
        if self.printed is None or len(self.parts) == len(self.wholes) == 1:
            return Count(self.parts[0], self.wholes[0])
        share = self.printed.percent / 100
        if len(self.wholes) == 1:
            return Count(_nearest(share * self.wholes[0], self.parts), self.wholes[0])
        return Count(self.parts[0], _nearest(self.parts[0] / share, self.wholes))

    @property
    def corners(self) -> tuple[Count, ...]:
        """The lowest and the highest candidate, once where they are the same."""
        ends = (Count(self.parts[0], self.wholes[-1]), Count(self.parts[-1], self.wholes[0]))
        return ends if ends[0] != ends[1] else ends[:1]

    @property
    def rate(self) -> str:
        """The rate as printed, or to two decimals from the counts."""
        return str(self.printed) if self.printed else f"{100 * self.best.rate:.2f}%"


def figures_of(side: Written) -> Figures:
    """Return the whole numbers that a side allows. Raises Refused with the reason when it cannot be."""
    _check(side)
    if side.part is not None and side.whole is not None:
        return Figures(side.rate, _one(side.part), _one(side.whole))
    if side.rate is None:
        raise Refused(f"{side}: a count alone has nothing to be a part of.")
    if side.whole is not None:
        parts = parts_of(side.rate, side.whole)
        if not parts:
            raise Refused(f"{side}: no whole number of people gives that. {_neighbours(side.rate, side.whole)}")
        return Figures(side.rate, parts, _one(side.whole))
    wholes = wholes_of(side.rate, side.part or 0)
    if not wholes:
        raise Refused(f"{side.part:,} people at a rate of {side.rate}: no whole number of people counted gives that.")
    return Figures(side.rate, _one(side.part or 0), wholes)


def parts_of(rate: PrintedRate, whole: int) -> range:
    """Return every whole number of people out of `whole` that rounds to the printed rate; empty when none does."""
    low = ceil((rate.percent - rate.half) * whole / 100)
    high = floor((rate.percent + rate.half) * whole / 100)
    return range(max(0, low), min(whole, high) + 1)


def wholes_of(rate: PrintedRate, part: int) -> range:
    """Return every whole of which `part` people round to the printed rate.

    Empty when none does, and when a rate that may be 0 sets no upper limit.
    """
    if rate.percent <= rate.half or part == 0:
        return range(0)
    low = ceil(100 * part / (rate.percent + rate.half))
    high = floor(100 * part / (rate.percent - rate.half))
    return range(max(part, low), high + 1)


def _check(side: Written) -> None:
    """Refuse what cannot be of any group of people."""
    if side.rate is not None and side.rate.percent < 0:
        raise Refused(f"{side}: a rate cannot be below 0%.")
    if side.rate is not None and side.rate.percent > 100:
        raise Refused(f"{side}: a rate cannot be above 100%, since nobody counts for more than one.")
    for number in (side.part, side.whole):
        if number is not None and number < 0:
            raise Refused(f"{side}: a number of people cannot be below 0.")
        if number is not None and len(str(number)) > LONGEST:
            raise Refused(f"A number of {len(str(number))} digits is no number of people.")
    if side.whole == 0:
        raise Refused(f"{side}: nobody was counted, so there is no rate.")
    if side.part is not None and side.whole is not None:
        _check_part(side, side.part, side.whole)


def _check_part(side: Written, part: int, whole: int) -> None:
    if part > whole:
        raise Refused(f"{side}: a part cannot be above its whole.")
    if side.rate is not None and part not in parts_of(side.rate, whole):
        raise Refused(f"{part:,} of {whole:,} is {100 * part / whole:.{side.rate.decimals}f}%, not {side.rate}.")


def _neighbours(rate: PrintedRate, whole: int) -> str:
    """Say which rates the nearest whole numbers give."""
    below = min(floor(rate.percent * whole / 100), whole - 1)
    said = [f"{part:,} of {whole:,} is {100 * part / whole:.{rate.decimals}f}%" for part in (below, below + 1)]
    return " and ".join(said) + "."


def _nearest(value: Fraction, among: range) -> int:
    return min(max(round(value), among[0]), among[-1])


def _one(number: int) -> range:
    return range(number, number + 1)
