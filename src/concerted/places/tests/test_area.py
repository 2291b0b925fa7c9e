from datetime import date

import pytest

from concerted.places.models import CrimeCount, District
from concerted.places.queries.recorded_crime import recorded

NOVEMBER = date(2018, 11, 1)


@pytest.fixture
def two_districts(county):
    for code, name, people in (("E07000071", "Colchester", 200_000), ("E07000076", "Tendring", 100_000)):
        District.objects.using("engine").create(
            code=code, name=name, csp_code="E22000000", population=people, population_10_17=1, population_18_over=1
        )
    counts = [
        ("E07000071", "district", 500),
        ("E07000076", "district", 400),
        (None, "no place", 7),
        (None, "outside", 3),
    ]
    for district, where, crimes in counts:
        CrimeCount.objects.using("engine").create(
            force="Essex Police",
            month_on=NOVEMBER,
            district_id=district,
            where=where,
            crime_type="Burglary",
            crimes=crimes,
        )


def test_a_district_lies_above_only_when_its_interval_leaves_out_the_county(two_districts):
    found = recorded("Burglary", NOVEMBER, NOVEMBER, "front")
    assert [(line.district.name, line.crimes, line.beside) for line in found.lines] == [
        ("Colchester", 500, "Below"),
        ("Tendring", 400, "Above"),
    ]
    assert (found.crimes, found.no_place, found.outside) == (900, 7, 3)


def test_anybody_reads_the_area_page_under_the_public_role(two_districts, client):
    text = client.get("/area").content.decode()
    assert "In alphabetical order on purpose" in text
    assert "900 recorded in 1 month, 3.0 for every 1,000 people" in text
    assert "Open Government Licence" in text


def test_partners_read_it_within_their_own_frame(two_districts, client_for):
    text = client_for("analyst").get("/area?show=months&type=Burglary").content.decode()
    assert "Partnership unit" in text
    assert "Nov 2018" in text


def test_an_empty_county_says_so(county, client):
    assert "No recorded crime is loaded yet" in client.get("/area").content.decode()


def test_the_download_names_source_and_licence(two_districts, client):
    text = client.get("/area/table.csv?type=Burglary").content.decode()
    assert "Open Government Licence v3.0" in text
    assert "no place given" in text
