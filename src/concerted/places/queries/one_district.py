"""Recorded crime of one district by type, beside the county's."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, Sum

from concerted.analytics.intervals import Interval, wilson
from concerted.places.models import CrimeCount, District
from concerted.places.queries.recorded_crime import beside_county


@dataclass(frozen=True)
class OfType:
    """One type of crime: counts and rates per 1,000 people of the district, and the county's rate."""

    crime_type: str
    crimes: int
    per_1000: float
    low: float
    high: float
    county: float
    beside: str


def one_district(code: str, first: date, last: date, using: str) -> list[OfType]:
    """Return each type in alphabetical order, in two queries; empty for a district that does not exist."""
    people = dict(District.objects.using(using).values_list("code", "population"))
    if code not in people:
        return []
    rows = (
        CrimeCount.objects.using(using)
        .filter(month_on__range=(first, last), where="district")
        .values_list("crime_type")
        .annotate(here=Sum("crimes", filter=Q(district_id=code), default=0), everywhere=Sum("crimes"))
        .order_by("crime_type")
    )
    return [_of_type(kind, here, everywhere, people[code], sum(people.values())) for kind, here, everywhere in rows]


def _of_type(kind: str, here: int, everywhere: int, people: int, everybody: int) -> OfType:
    interval: Interval = wilson(here, people)
    rate = everywhere / everybody
    low, high = 1000 * interval.low, 1000 * interval.high
    return OfType(kind, here, 1000 * here / people, low, high, 1000 * rate, beside_county(interval, rate))
