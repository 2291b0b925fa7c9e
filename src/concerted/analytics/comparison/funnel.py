"""Areas beside the range in which areas of their size usually lie: a funnel, never a league table.

Spiegelhalter 2005, Funnel plots for comparing institutional performance, Statistics in Medicine 24: 1185-1202. The
target is the rate of all areas together. Limits stand where the tails of a normal distribution beyond 2 and 3 standard
errors begin: from the binomial itself, interpolated; or, where areas differ more than chance lets them
(over-dispersion), the target plus or minus 2 and 3 standard errors times the square root of phi.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from statistics import NormalDist

from concerted.analytics.comparison.probability import binomial_limits, chi_squared_above
from concerted.analytics.intervals import Count
from concerted.kernel.errors import Refused

FEWEST_AREAS = 3


class Overdispersion(StrEnum):
    """When the limits are widened."""

    TESTED = "tested"
    """When the test says that areas differ more than chance lets them."""
    ALWAYS = "always"
    NEVER = "never"


@dataclass(frozen=True)
class Settings:
    """What no source fixes for this use: assumptions, shown with every funnel."""

    winsorise: float = 0.1
    """The share of the z-scores at either end that are set to the value at that share before phi is taken."""
    test_level: float = 0.05
    """The limits are widened when chance alone would scatter areas as far less often than this."""
    overdispersion: Overdispersion = Overdispersion.TESTED
    design_effect: float = 1.0
    """How often one person may be counted in an area: its size weighs as much as that part of it."""

    def __post_init__(self) -> None:
        if not 0 <= self.winsorise < 0.5:
            raise Refused(f"A share to winsorise lies between 0 and 0.5, not at {self.winsorise}.")
        if not 1 <= self.design_effect < 1000:
            raise Refused(f"A design effect is 1 or more, and below 1,000, not {self.design_effect}.")
        if not 0 < self.test_level < 1:
            raise Refused(f"The level of a test lies between 0 and 1, not at {self.test_level}.")

    def in_words(self) -> str:
        """Return the assumptions as a sentence."""
        widened = {
            Overdispersion.TESTED: f"limits are widened when the test's p is below {self.test_level:g}",
            Overdispersion.ALWAYS: "limits are always widened if areas scatter more than by chance",
            Overdispersion.NEVER: "limits are never widened",
        }[self.overdispersion]
        counted = "" if self.design_effect == 1 else f" One person may be counted {self.design_effect:g} times."
        return f"Assumed: {100 * self.winsorise:g} % of the z-scores at either end are winsorised; {widened}.{counted}"


class Place(StrEnum):
    """Where an area lies."""

    WITHIN = "in the usual range"
    ABOVE = "above the usual range"
    BELOW = "below the usual range"
    FAR_ABOVE = "far above the usual range"
    FAR_BELOW = "far below the usual range"


@dataclass(frozen=True)
class Limits:
    """The limits at 3 and 2 standard errors on either side for one size, as shares between 0 and 1."""

    far_low: float
    low: float
    high: float
    far_high: float

    def place(self, rate: float) -> Place:
        """Say where a rate lies; on a limit is within it."""
        if rate > self.high:
            return Place.FAR_ABOVE if rate > self.far_high else Place.ABOVE
        if rate < self.low:
            return Place.FAR_BELOW if rate < self.far_low else Place.BELOW
        return Place.WITHIN


@dataclass(frozen=True)
class Area:
    """One area with its count, its limits and its z-score before any widening."""

    name: str
    count: Count
    limits: Limits
    z: float

    @property
    def place(self) -> Place:
        """Where the area lies."""
        return self.limits.place(self.count.rate)


@dataclass(frozen=True)
class Funnel:
    """All areas in alphabetical order, with what their limits rest on."""

    areas: tuple[Area, ...]
    target: float
    """The rate of all areas together."""
    p: float
    """How often chance alone would scatter the areas as far or farther, if all had one underlying rate."""
    phi: float
    """The mean of the squared winsorised z-scores: about 1 when only chance scatters the areas, or less."""
    widened: bool
    settings: Settings

    def limits(self, size: int) -> Limits:
        """Return the limits for an area of a size."""
        return _limits(size / self.settings.design_effect, self.target, self.phi if self.widened else None)

    @property
    def unusual(self) -> tuple[Area, ...]:
        """The areas outside the limits at 2 standard errors, in alphabetical order."""
        return tuple(area for area in self.areas if area.place is not Place.WITHIN)


def funnel(counts: Mapping[str, Count], settings: Settings | None = None) -> Funnel:
    """Compare areas that have somebody in them. Raises Refused for fewer than three, or with none or all events."""
    chosen = settings or Settings()
    if len(counts) < FEWEST_AREAS:
        raise Refused(f"A funnel needs at least {FEWEST_AREAS} areas with somebody in them, not {len(counts)}.")
    whole = Count(sum(c.part for c in counts.values()), sum(c.whole for c in counts.values()))
    if whole.part in (0, whole.whole):
        raise Refused(
            f"{'None' if whole.part == 0 else 'All'} of {whole.whole:,} have the event in every area: "
            "there is nothing to compare."
        )
    target = whole.rate
    weights = {name: c.whole / chosen.design_effect for name, c in counts.items()}
    z = {name: (c.rate - target) / sqrt(target * (1 - target) / weights[name]) for name, c in counts.items()}
    p = chi_squared_above(sum(value * value for value in z.values()), len(z) - 1)
    phi = sum(value * value for value in winsorised(list(z.values()), chosen.winsorise)) / len(z)
    tested = chosen.overdispersion is Overdispersion.ALWAYS or p < chosen.test_level
    widened = chosen.overdispersion is not Overdispersion.NEVER and tested and phi > 1
    return Funnel(
        areas=tuple(
            Area(name, counts[name], _limits(weights[name], target, phi if widened else None), z[name])
            for name in sorted(counts, key=lambda name: (name.casefold(), name))
        ),
        target=target,
        p=p,
        phi=phi,
        widened=widened,
        settings=chosen,
    )


def winsorised(values: list[float], share: float) -> list[float]:
    """Return the values with those in the lowest and highest `share` set to the quantile there (interpolated)."""
    low, high = _quantile(values, share), _quantile(values, 1 - share)
    return [min(max(value, low), high) for value in values]


def _quantile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def _limits(size: float, target: float, phi: float | None) -> Limits:
    if phi is None:
        return Limits(*binomial_limits(max(1, round(size)), target, tuple(NormalDist().cdf(z) for z in (-3, -2, 2, 3))))
    error = sqrt(phi * target * (1 - target) / size)
    return Limits(*(min(1.0, max(0.0, target + z * error)) for z in (-3, -2, 2, 3)))
