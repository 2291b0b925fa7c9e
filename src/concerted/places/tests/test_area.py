from datetime import date

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from concerted.places.models import CrimeCount, District, StreetCrime
from concerted.places.queries.recorded_crime import recorded
from concerted.places.shipped import load_districts
from concerted.places.wording import moved
from concerted.web.testing.engine import as_engine

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
    assert "900 recorded in one month, 3.0 for every 1,000 people" in text
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


@pytest.fixture
def whole_county(county):
    """The districts that ship, each with as many burglaries as it has hundreds of people, and one with twice that."""
    with as_engine():
        load_districts()
    for number, district in enumerate(District.objects.using("engine").order_by("name")):
        for month in (NOVEMBER, date(2018, 12, 1), date(2019, 1, 1)):
            crimes = district.population // (100 if number else 40) - month.month % 11
            CrimeCount.objects.using("engine").create(
                force="Essex Police", month_on=month, district=district, where="district", crime_type="Burglary",
                crimes=crimes, doubled=1,
            )  # fmt: skip


def test_each_district_leads_to_a_page_of_its_own_beside_the_county(whole_county, client):
    page = client.get("/area?type=Burglary").content.decode()
    assert "/area/E07000071?type=Burglary" in page
    assert "42 rows equal an earlier row in every column" in page
    text = client.get("/area/E07000071?type=Burglary").content.decode()
    assert "How much burglary was recorded in Colchester?" in text
    assert "That lies below the county" in text
    for missing in ("E07999999", "nowhere"):
        assert client.get(f"/area/{missing}").status_code == 404


def test_districts_that_differ_beyond_chance_stand_in_alphabetical_order_within_widened_limits(whole_county, client):
    text = client.get("/area/differ?type=Burglary").content.decode()
    assert "Basildon lies above the usual range. Thirteen lie within it." in text
    names = [line.split("</th>")[0] for line in text.split('<th class="govuk-table__header" scope="row">')[1:]]
    assert names == sorted(names)
    assert len(names) == 14
    assert "as chance alone would have it" in text
    assert client.get("/area/differ.svg?type=Burglary").content.startswith(b"<svg")


def test_fewer_than_three_districts_are_not_compared_and_the_page_says_why(two_districts, client):
    text = client.get("/area/differ?type=Burglary").content.decode()
    assert "A funnel needs at least 3 areas" in text
    assert client.get("/area/differ.svg?type=Burglary").status_code == 404


def test_the_map_can_be_taken_along_with_its_key_names_and_licence(whole_county, client):
    answer = client.get("/area/map.svg?type=Burglary")
    text = answer.content.decode()
    assert answer["Content-Type"] == "image/svg+xml"
    assert "Lightest to darkest: under" in text
    assert "Open Government Licence" in text
    assert "Crown copyright" in text


def test_a_map_without_counts_is_not_there(county, client):
    assert client.get("/area/map.svg").status_code == 404
    assert client.get("/area/differ").status_code == 200


def test_half_of_what_has_a_place_lies_in_the_fewest_small_areas(two_districts, client):
    for lsoa, times in (("E01000001", 3), ("E01000002", 2), ("E01000003", 1), ("", 9)):
        for _ in range(times):
            StreetCrime.objects.using("engine").create(
                force="Essex Police", month_on=NOVEMBER, crime_type="Burglary", lsoa=lsoa
            )
    assert "lie in 1 of 3 small areas" in client.get("/area?type=Burglary").content.decode()


@pytest.mark.parametrize(
    ("totals", "words"),
    [
        ([1168, 1227, 1037, 920, 845],
         "Recorded burglary fell each month after November; counted by the day, not in February."),
        ([1168, 1227, 1037, 920, 700], "Recorded burglary fell each month after November."),
        ([5, 1, 2, 3, 9], "Recorded burglary rose each month after November."),
        ([5, 4, 3, 2, 2], ""),
        ([5, 4, 3, 4, 3], ""),
        ([0, 0, 0, 0, 0], ""),
    ],
)  # fmt: skip
def test_a_fall_each_month_is_said_only_where_it_is_true_and_the_calendar_is_told_apart(totals, words):
    months = [date(2018, 10, 1), NOVEMBER, date(2018, 12, 1), date(2019, 1, 1), date(2019, 2, 1)]
    assert moved("burglary", months, totals) == words


def test_pages_ask_the_database_as_often_for_many_rows_as_for_few(two_districts, client):
    def asked():
        with CaptureQueriesContext(connections["front"]) as seen:
            client.get("/area?type=Burglary")
        return len(seen)

    asked()
    few = asked()
    with as_engine():
        load_districts()
    assert asked() == few


@pytest.mark.parametrize("path", ["/area", "/area/differ", "/area/table.csv", "/area/map.svg", "/area/differ.svg"])
@pytest.mark.parametrize("asked", ["type=%00", "first=%00&last=%00", "show=%00&type=' or 1=1", "first=2019-99"])
def test_an_address_with_bad_filters_never_breaks_a_page(two_districts, client, path, asked):
    assert client.get(f"{path}?{asked}").status_code in (200, 404)
