"""The published street file through the import: its totals, and a month replaced as a whole."""

from collections import Counter
from datetime import date

import pytest
from django.db.models import Count, Sum

from concerted.places.models import CrimeCount, StreetCrime
from concerted.places.queries.small_areas import SmallAreas, small_areas
from concerted.places.shipped import street_files

MONTHS = (17_791, 17_050, 16_587, 16_428, 16_377)
TYPES = {
    "Violence and sexual offences": 26_779, "Anti-social behaviour": 16_460, "Criminal damage and arson": 6_826,
    "Vehicle crime": 6_498, "Other theft": 5_729, "Public order": 5_332, "Burglary": 5_234, "Shoplifting": 4_727,
    "Drugs": 1_984, "Other crime": 1_555, "Bicycle theft": 838, "Possession of weapons": 820, "Robbery": 817,
    "Theft from the person": 634,
}  # fmt: skip
DISTRICTS = {
    "Southend-on-Sea": 10_606, "Basildon": 9_766, "Colchester": 9_524, "Thurrock": 9_339, "Chelmsford": 7_978,
    "Tendring": 6_916, "Epping Forest": 5_483, "Harlow": 5_278, "Braintree": 5_157, "Castle Point": 3_289,
    "Uttlesford": 3_235, "Brentwood": 2_981, "Rochford": 2_368, "Maldon": 1_719,
}  # fmt: skip

OUTCOMES = {
    "Investigation complete; no suspect identified": 27_648, "Unable to prosecute suspect": 27_147,
    "Court result unavailable": 3_366, "Local resolution": 2_743,
}  # fmt: skip


@pytest.mark.slow
def test_the_published_file_gives_the_published_totals(engine):
    for path in street_files():
        (sending,) = engine.send_path(path)
        assert (sending.state, sending.rows_waiting) == ("loaded", 0), sending.message
    rows = StreetCrime.objects.using("migrator")
    assert rows.count() == 84_233
    counted = CrimeCount.objects.using("migrator")
    months = counted.values_list("month_on").annotate(n=Sum("crimes")).order_by("month_on")
    assert tuple(n for _, n in months) == MONTHS
    assert dict(counted.values_list("crime_type").annotate(n=Sum("crimes"))) == TYPES
    districts = counted.exclude(district=None).values_list("district__name").annotate(n=Sum("crimes"))
    assert dict(districts) == DISTRICTS
    where = dict(counted.values_list("where").annotate(n=Sum("crimes")))
    assert where["no place"] == 369
    assert sum(where.values()) == 84_233
    values = rows.values_list(
        "force", "month_on", "crime_type", "lsoa", "place", "outcome", "longitude", "latitude", "crime_id"
    )
    assert sum(count - 1 for count in Counter(values).values()) == 4_857
    assert counted.aggregate(n=Sum("doubled"))["n"] == 4_857
    assert small_areas("", date(2018, 10, 1), date(2019, 2, 1), "migrator") == SmallAreas(half_in=215, areas=1_198)
    outcomes = dict(rows.values_list("outcome").annotate(n=Count("id")))
    assert {outcome: outcomes[outcome] for outcome in OUTCOMES} == OUTCOMES


def test_a_month_sent_again_is_replaced_and_the_others_stay(engine):
    head = "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,"
    head += "Last outcome category,Context\n"
    row = "{n},{month},Essex Police,Essex Police,0.9,51.8,On or near X,E01021644,Colchester 011B,Drugs,,\n"
    for month, count in (("2026-01", 3), ("2026-02", 2), ("2026-01", 1)):
        engine.send(head + "".join(row.format(n=n, month=month) for n in range(count)), f"essex-{month}.csv.gz")
    kept = CrimeCount.objects.using("migrator").order_by("month_on").values_list("month_on", "crimes")
    assert list(kept) == [(date(2026, 1, 1), 1), (date(2026, 2, 1), 2)]
