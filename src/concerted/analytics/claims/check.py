"""The arithmetic of a claim: what its counts are, whole numbers, the split of the change, and how sure one can be."""

from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import product
from typing import TypeAlias

from concerted.analytics.claims.claim import Claim, Measure
from concerted.analytics.claims.figures import Called, Figures, Written, figures_of
from concerted.analytics.claims.national import CEILING, is_the_2013_statement
from concerted.analytics.decomposition.kitagawa import Split, kitagawa_of_counts
from concerted.analytics.intervals import Comparison, Count, Interval, newcombe, two_rates, wilson
from concerted.kernel.errors import Refused

DESIGN_EFFECTS = (1, 2, 4)
"""One person counted once, twice, or four times over, always with the same outcome: a sensitivity, not a bound."""


class Basis(StrEnum):
    """On what the meaning of the counts rests."""

    WRITTEN = "written"
    """The claim says itself what is the part and what the whole."""
    CALLED = "called"
    ASSUMED = "assumed"
    """Nothing names the counts; they are taken as everybody counted."""
    INFERRED = "inferred"
    """They are called reoffenders, or were when first printed, and cannot be."""
    OPEN = "open"
    """They are called reoffenders; everybody counted would fit as well."""
    SAID = "said"


@dataclass(frozen=True)
class Repeats:
    """How sure the difference of two rates is under one design effect.

    `interval` is that of the earlier rate less the later one, as shares; `p_low` and `p_high` are the least and the
    greatest p over all whole numbers that the printed rates allow, `widest` their outermost ends of the interval.
    """

    design_effect: int
    test: Comparison
    p_low: float
    p_high: float
    interval: Interval
    widest: Interval


@dataclass(frozen=True)
class Compared:
    """Two sides compared: `split` of the best candidates, `splits` of every pair of extremes, and the tests."""

    before: Figures
    after: Figures
    split: Split
    splits: tuple[Split, ...]
    repeats: tuple[Repeats, ...]

    @property
    def changes(self) -> range:
        """From the lowest to the highest change in the number who reoffended."""
        found = [round(split.change) for split in self.splits]
        return range(min(found), max(found) + 1)


@dataclass(frozen=True)
class Single:
    """A claim of one side: its interval under each design effect."""

    figures: Figures
    intervals: tuple[tuple[int, Interval], ...]


@dataclass(frozen=True)
class Implied:
    """How many people would have been counted, were a count those who reoffended."""

    count: int
    rate: str
    lowest: int
    about: float
    highest: int


Result: TypeAlias = Compared | Single


@dataclass(frozen=True)
class Checked:
    """A claim with what follows from it under the reading of its counts, and under `other` where both are possible.

    `reading` is REOFFENDERS where the counts are taken as those who reoffended, else EVERYBODY or WHOLE.
    """

    claim: Claim
    basis: Basis
    reading: Called
    measure: Measure
    result: Result
    other: Result | None
    implied: Implied | None
    known: bool


def check(claim: Claim, *, counts: Called | None = None, measure: Measure | None = None) -> Checked:
    """Check a claim; `counts` (EVERYBODY or REOFFENDERS) and `measure` say what its wording leaves open.

    Raises Refused, with the reason, for what no group of people can give.
    """
    known = is_the_2013_statement(claim.sides)
    meant = Measure.LOCAL_ADULT if known else measure or claim.measure
    implied = _implied(claim.after)
    basis, reading = _meaning(claim, counts, known, meant, implied)
    if basis is Basis.OPEN:
        basis, reading, result, other = _both(claim)
    else:
        result, other = _result(_as_said(claim, basis, reading), reading), None
    return Checked(claim, basis, reading, meant, result, other, implied, known)


def _both(claim: Claim) -> tuple[Basis, Called, Result, Result | None]:
    """Try both readings of counts that are called reoffenders; where one is impossible the other stands."""
    tried: dict[Called, Result] = {}
    reasons: list[Refused] = []
    for reading in (Called.REOFFENDERS, Called.EVERYBODY):
        try:
            tried[reading] = _result(claim, reading)
        except Refused as reason:
            reasons.append(reason)
    if not tried:
        raise reasons[0]
    if Called.REOFFENDERS not in tried:
        return Basis.INFERRED, Called.EVERYBODY, tried[Called.EVERYBODY], None
    other = tried.get(Called.EVERYBODY)
    return (Basis.OPEN if other else Basis.CALLED), Called.REOFFENDERS, tried[Called.REOFFENDERS], other


def _as_said(claim: Claim, basis: Basis, reading: Called) -> Claim:
    """Open the wholes of "P% of M" again where the user says that they are those who reoffended."""
    if reading is not Called.REOFFENDERS or basis is not Basis.SAID:
        return claim
    before = None if claim.before is None else _opened(claim.before)
    return replace(claim, before=before, after=_opened(claim.after))


def _opened(side: Written) -> Written:
    return Written(side.rate, count=side.whole) if side.whole is not None and side.part is None else side


def _meaning(
    claim: Claim, counts: Called | None, known: bool, measure: Measure, implied: Implied | None
) -> tuple[Basis, Called]:
    """Return on what the meaning of the counts rests, and the meaning."""
    if implied is None and claim.after.part is not None:
        return Basis.WRITTEN, Called.WHOLE
    if known:
        return Basis.INFERRED, Called.EVERYBODY
    if counts is Called.EVERYBODY:
        return Basis.SAID, Called.EVERYBODY
    if counts is Called.REOFFENDERS or claim.called is Called.REOFFENDERS:
        too_many = measure is Measure.LOCAL_ADULT and implied is not None and implied.lowest > CEILING
        if implied is None or too_many:
            return Basis.INFERRED, Called.EVERYBODY
        return (Basis.SAID if counts else Basis.OPEN), Called.REOFFENDERS
    if claim.called is Called.WHOLE:
        return Basis.WRITTEN, Called.WHOLE
    return (Basis.CALLED if claim.called is Called.EVERYBODY else Basis.ASSUMED), Called.EVERYBODY


def _implied(side: Written) -> Implied | None:
    """The cohort, were the side's count those who reoffended; None where that cannot be asked."""
    count = side.count if side.count is not None else side.whole
    if side.part is not None or side.rate is None or not count or side.rate.percent <= side.rate.half:
        return None
    share = side.rate.percent / 100
    half = side.rate.half / 100
    return Implied(
        count, str(side.rate), int(count / (share + half)), float(count / share), int(count / (share - half)) + 1
    )


def _result(claim: Claim, reading: Called) -> Result:
    figures = [figures_of(side.taking(reading)) for side in claim.sides]
    if len(figures) == 1:
        (one,) = figures
        return Single(one, tuple((effect, wilson(*one.best, design_effect=effect)) for effect in DESIGN_EFFECTS))
    before, after = figures
    pairs = [(before.best, after.best), *product(before.corners, after.corners)]
    return Compared(
        before,
        after,
        kitagawa_of_counts(before.best, after.best),
        tuple(kitagawa_of_counts(*pair) for pair in pairs),
        tuple(_repeats(pairs, effect) for effect in DESIGN_EFFECTS),
    )


def _repeats(pairs: list[tuple[Count, Count]], effect: int) -> Repeats:
    """Test the best pair, and how far p moves over the others; equal rates lie between extremes of opposite sign."""
    tests = [two_rates(*pair, design_effect=effect) for pair in pairs]
    intervals = [newcombe(*pair, design_effect=effect) for pair in pairs]
    crossing = min(test.z for test in tests) < 0 < max(test.z for test in tests)
    return Repeats(
        effect,
        tests[0],
        min(test.p for test in tests),
        1.0 if crossing else max(test.p for test in tests),
        intervals[0],
        Interval(min(one.low for one in intervals), max(one.high for one in intervals)),
    )
