"""A rate adjusted for who was counted, by the formula recovered from the Ministry of Justice's published tables.

adjusted = rate - mean score of the cohort + mean score of the reference, in percentage points. The reference of the
published series is the mean OGRS4 score of the four cohorts of calendar 2011, weighted by their sizes. The Ministry
does not state the formula; it reproduces all its published points to 1e-8. Which variant of OGRS4 is not stated.
"""

from collections.abc import Iterable
from datetime import date
from math import fsum
from typing import NamedTuple

from concerted.analytics.comparison.ministry_series import QUARTERLY, Series
from concerted.kernel.errors import Refused

REFERENCE_YEAR = 2011


class Scored(NamedTuple):
    """One cohort: its period, counts, and the mean score of its members in per cent."""

    period: str
    events: int
    size: int
    mean_score: float

    @property
    def rate(self) -> float:
        """Events over size in per cent; ZeroDivisionError for nobody."""
        return 100 * self.events / self.size


class Adjusted(NamedTuple):
    """A cohort with its adjusted rate in per cent, and the published one where there is any."""

    cohort: Scored
    adjusted: float
    published: float | None = None


def reference_score(cohorts: Iterable[Scored]) -> float:
    """Return the mean score over the members of all cohorts, in per cent. Raises Refused when nobody is in them."""
    listed = list(cohorts)
    people = sum(cohort.size for cohort in listed)
    if not people:
        raise Refused("Nobody is in the reference cohorts: there is no mean score to adjust to.")
    return fsum(cohort.size * cohort.mean_score for cohort in listed) / people


def adjusted_rate(rate: float, mean_score: float, reference: float) -> float:
    """Return the adjusted rate; all four figures are in per cent. It may fall below 0 or above 100."""
    return rate - mean_score + reference


def adjust(cohorts: Iterable[Scored], reference: float) -> list[Adjusted]:
    """Return each cohort with its adjusted rate."""
    return [Adjusted(c, adjusted_rate(c.rate, c.mean_score, reference)) for c in cohorts]


def published_reference(series: Series, group: str = "Adult") -> float:
    """Return the published series' own reference score, from its four cohorts of calendar 2011."""
    quarters = {date(REFERENCE_YEAR, month, 1) for month in (1, 4, 7, 10)}
    found = [(day, cohort) for day, cohort in _scored(series, QUARTERLY, group) if day in quarters]
    if len(found) < len(quarters):
        raise Refused(
            f"{series.file.name} has {len(found)} of the four three-month cohorts of {REFERENCE_YEAR} "
            f"with a mean score for {group}: the reference cannot be made."
        )
    return reference_score(cohort for _, cohort in found)


def adjusted_series(series: Series, unit: str, group: str = "Adult") -> list[Adjusted]:
    """Return every cohort of a unit that has counts and a mean score, adjusted, beside what was published."""
    reference = published_reference(series, group)
    published = {c.starts_on: c.published_adjusted for c in series.of(unit=unit, group=group)}
    return [
        Adjusted(cohort, adjusted_rate(cohort.rate, cohort.mean_score, reference), published[day])
        for day, cohort in _scored(series, unit, group)
    ]


def _scored(series: Series, unit: str, group: str) -> list[tuple[date, Scored]]:
    return [
        (c.starts_on, Scored(c.starts_on.isoformat(), c.reoffenders, c.offenders, c.mean_score))
        for c in series.of(unit=unit, group=group)
        if c.offenders and c.reoffenders is not None and c.mean_score is not None
    ]
