"""Recorded crime by district: counts by month, rates per 1,000 people with intervals, beside the county's."""

from dataclasses import dataclass
from datetime import date

from django.db.models import TextField
from django.db.models.functions import Cast

from concerted.analytics.intervals import Interval, wilson
from concerted.places.models import CrimeCount, District

NOT_CLEAR = "No clear difference"


@dataclass(frozen=True)
class Line:
    """One district: its number on the map, the months' counts, the rate per person and its interval."""

    number: int
    district: District
    months: list[int]
    crimes: int
    interval: Interval
    beside: str

    @property
    def rate(self) -> float:
        """Crimes for each person who lives there."""
        return self.crimes / self.district.population

    @property
    def per_1000(self) -> float:
        """Crimes per 1,000 people who live there."""
        return 1000 * self.rate


@dataclass(frozen=True)
class Recorded:
    """All that the Area page shows of one crime type over some months; what lies in no district is counted too."""

    months: list[date]
    lines: list[Line]
    totals: list[int]
    crimes: int
    population: int
    interval: Interval
    no_place: int
    outside: int
    doubled: int
    """Rows of all of these that equal an earlier one in every column: they are counted."""

    @property
    def per_1000(self) -> float:
        """The county's crimes per 1,000 people."""
        return 1000 * self.crimes / self.population

    def count_beside(self, words: str) -> int:
        """Return how many districts lie above or below the county, or show no clear difference."""
        return sum(1 for line in self.lines if line.beside == words)


def crime_types(using: str) -> list[str]:
    """Return the published crime types in alphabetical order."""
    return list(CrimeCount.objects.using(using).values_list("crime_type", flat=True).distinct().order_by("crime_type"))


def months(using: str) -> list[date]:
    """Return the months that are loaded, oldest first."""
    return list(CrimeCount.objects.using(using).values_list("month_on", flat=True).distinct().order_by("month_on"))


def recorded(crime_type: str, first: date, last: date, using: str) -> Recorded | None:
    """Return recorded crime of a type ('' is all) from a month to a month, in two queries; None without districts.

    A district lies above or below when the 95% interval of its rate does not hold the county's rate; the interval
    takes crimes as independent, so clusters make it too narrow, and the page says so.
    """
    rows = CrimeCount.objects.using(using).filter(month_on__range=(first, last))
    if crime_type:
        rows = rows.filter(crime_type=crime_type)
    counted: dict[tuple[str | None, str, date], int] = {}
    doubled = 0
    for code, where, month, crimes, twice in rows.values_list("district_id", "where", "month_on", "crimes", "doubled"):
        counted[code, where, month] = counted.get((code, where, month), 0) + crimes
        doubled += twice
    districts = list(District.objects.using(using).defer("boundary").order_by("name"))
    if not districts:
        return None
    span = sorted({month for _, _, month in counted})
    by_month = {d.code: [counted.get((d.code, "district", m), 0) for m in span] for d in districts}
    total = sum(sum(counts) for counts in by_month.values())
    population = sum(d.population for d in districts)
    lines = []
    for number, district in enumerate(districts, 1):
        crimes = sum(by_month[district.code])
        interval = wilson(crimes, district.population)
        lines.append(
            Line(
                number, district, by_month[district.code], crimes, interval, beside_county(interval, total / population)
            )
        )
    return Recorded(
        months=span,
        lines=lines,
        totals=[sum(by_month[d.code][i] for d in districts) for i in range(len(span))],
        crimes=total,
        population=population,
        interval=wilson(total, population),
        no_place=sum(n for (_, where, _), n in counted.items() if where == "no place"),
        outside=sum(n for (_, where, _), n in counted.items() if where == "outside"),
        doubled=doubled,
    )


def shapes(using: str) -> tuple[str, ...]:
    """Return the boundary of each district as text (GeoJSON), in the order of names."""
    rows = District.objects.using(using).annotate(shape=Cast("boundary", TextField())).order_by("name")
    return tuple(rows.values_list("shape", flat=True))


def beside_county(interval: Interval, rate: float) -> str:
    """Say where an interval lies beside the county's rate."""
    if interval.low > rate:
        return "Above"
    return "Below" if interval.high < rate else NOT_CLEAR
