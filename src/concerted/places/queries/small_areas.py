"""In how few small areas half of recorded crime lies."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db import connections

from concerted.places.models import StreetCrime

SQL = """
with counted as (
  select count(*) as crimes from places_streetcrime
  where month_on between %s and %s and (%s = '' or crime_type = %s) and lsoa <> '' group by lsoa),
ranked as (
  select sum(crimes) over (order by crimes desc rows unbounded preceding) - crimes as before,
    sum(crimes) over () as total from counted)
select count(*) filter (where 2 * before < total), count(*) from ranked"""


@dataclass(frozen=True)
class SmallAreas:
    """Half of the records that have a place lie in so many of all the small areas (LSOAs) that occur."""

    half_in: int
    areas: int


def small_areas(crime_type: str, first: date, last: date, using: str) -> SmallAreas | None:
    """Return in how many small areas, largest first, half of the located records of some months lie; None for none.

    Areas outside the county that occur are among them. What was counted is kept until other rows are loaded.
    """
    newest = StreetCrime.objects.using(using).order_by("-id").values_list("id", flat=True).first()
    return _counted(crime_type, first, last, using, newest)


@lru_cache(maxsize=256)
def _counted(crime_type: str, first: date, last: date, using: str, newest: int | None) -> SmallAreas | None:
    """Count; `newest` is the newest row, by which a month that is replaced is told apart."""
    with connections[using].cursor() as cursor:
        cursor.execute(SQL, [first, last, crime_type, crime_type])
        half_in, areas = cursor.fetchone()
    return SmallAreas(half_in, areas) if areas else None
