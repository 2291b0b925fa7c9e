"""The Reoffending pages over cells that are written by hand: answers, cuts, what is hidden, and what lies behind."""

import csv
import io
from dataclasses import replace

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from concerted.analytics.measures.register import measure
from concerted.insight.run import ADULTS
from concerted.insight.tests.rows import EIGHT, run_of, write_cells, write_repeats, write_times
from concerted.places.models import District

DISTRICTS = {f"E0700000{n}": f"Town {n}" for n in range(1, 6)}
NAMES = ("measure", "up_to", "district", "sex", "age")


def town(code, name):
    District.objects.using("engine").create(
        code=code, name=name, csp_code="E22000000", population=9, population_10_17=1, population_18_over=1
    )


@pytest.fixture
def two_sexes(county):
    """Men and women of one district, enough of both in every quarter, and a last quarter that is provisional."""
    town("E07000001", "Town 1")
    run = run_of("local-adult")
    for number, quarter in enumerate(EIGHT):
        cells = {("E07000001", "25-34", "M"): (100 + number, 30), ("E07000001", "25-34", "F"): (50, 12)}
        write_cells(run, quarter, cells)
    write_cells(
        run, "2026Q1", {("E07000001", "25-34", "M"): (100, 11), ("E07000001", "25-34", "F"): (60, 12)}, late=True
    )
    for cut, people in (({}, 150), ({"sex": "M"}, 100), ({"sex": "F"}, 50)):
        for quarter in EIGHT[3:]:
            write_repeats(run, quarter, [(4, 0, people // 2), (4, 2, people // 2)], **cut)
    return run


def page(client, address):
    return client.get(address).content.decode()


def rows_of(client, address):
    answer = client.get(address)
    assert answer["Content-Type"].startswith("text/csv")
    return list(csv.reader(io.StringIO(answer.content.decode())))


def test_an_analyst_reads_that_nothing_has_been_measured_yet(client_for):
    response = client_for("analyst").get("/reoffending")
    assert response.status_code == 200
    assert "Nothing has been measured yet" in response.content.decode()


def test_a_housing_officer_is_told_that_figures_are_closed_and_why(client_for):
    client = client_for("housing_officer")
    for address in ("/reoffending", "/reoffending/unusual", "/reoffending/time"):
        response = client.get(address)
        assert response.status_code == 403
        assert "You may not see Reoffending" in response.content.decode()


@pytest.mark.parametrize("path", ["", "/table.csv", "/picture.svg", "/unusual", "/districts", "/time/picture.svg"])
@pytest.mark.parametrize("asked", ["age=%00", "district=%00", "district=nowhere&sex=%00&up_to=%00&measure=%00"])
def test_an_address_with_bad_filters_never_breaks_the_page(client_for, path, asked):
    assert client_for("analyst").get(f"/reoffending{path}?{asked}").status_code in (200, 404)


def test_the_answer_says_rate_counts_range_and_what_a_year_before_was(two_sexes, client_for):
    client = client_for("analyst")
    text = page(client, "/reoffending")
    assert "168 of 622 adults on the probation caseload</b>, at four quarter-ends to 31 December 2025" in text
    assert "The year before it was 27.7%" in text
    assert "3.0 reoffences for each who reoffended" in text
    assert "were proven to have reoffended within 3 months" in text
    assert "from 31 March 2026 on more may still be proven" in text
    for link in ("/managed", "/claims", "/reoffending/unusual", "/reoffending/districts", "/reoffending/time"):
        assert f'href="{link}' in text
    assert client.get("/reoffending/picture.svg")["Content-Type"] == "image/svg+xml"


def test_what_was_chosen_stays_in_the_address_and_narrows_the_figure_without_a_sentence_to_quote(two_sexes, client_for):
    client = client_for("analyst")
    text = page(client, "/reoffending?sex=F&district=E07000001")
    assert 'value="F" selected' in text
    assert "Town 1 · women" in text
    assert "were proven to have reoffended" not in text
    assert "no sentence about it is offered" in page(client, "/reoffending?sex=F")
    assert ["2025Q4", "2025-12-31", "50", "12"] in [row[:4] for row in rows_of(client, "/reoffending/table.csv?sex=F")]


def test_a_year_that_was_chosen_is_the_one_that_is_told(two_sexes, client_for):
    assert "at four quarter-ends to 31 March 2025" in page(client_for("analyst"), "/reoffending?up_to=2025-03-31")


def test_three_filters_at_once_are_refused_with_the_reason(two_sexes, client_for):
    text = page(client_for("analyst"), "/reoffending?sex=F&district=E07000001&age=25-34")
    assert "Choose at most two of district, sex and age" in text


def test_the_cohort_of_twelve_months_stands_by_itself_with_wilsons_interval(county, client_for):
    run = run_of("proven-twelve-month")
    for quarter in ("2024Q4", "2025Q1", "2025Q4"):
        write_cells(run, quarter, {("", "25-34", "M"): (200, 60 if quarter != "2025Q4" else 50)})
    text = page(client_for("analyst"), "/reoffending?measure=proven-twelve-month")
    assert "25.0% reoffended within 12 months: 50 of 200" in text
    assert "likely between 19.5% and 31.4%" in text
    assert "The year before it was 30.0%" in text
    assert "nobody stands in a cohort twice" in text
    behind = page(client_for("analyst"), "/reoffending/unusual?measure=proven-twelve-month")
    assert "Not of this measure." in behind


def test_frequency_is_made_of_the_cells_of_proven(county, client_for):
    run = run_of("proven")
    for quarter in EIGHT[:4]:
        write_cells(run, quarter, {("", "25-34", "M"): (100, 20)})
    write_repeats(run, "2024Q4", [(4, 0, 100 // 2), (4, 2, 100 // 2)])
    text = page(client_for("analyst"), "/reoffending?measure=frequency")
    assert "3.0 reoffences for each who reoffended: 240 by 80 adults" in text
    assert "The mean is likely between 2.8 and 3.2" in text
    assert "Reoffences within 12 months for each adult" in text
    assert "0.60 reoffences for each of 400 adults" in text
    assert replace(measure("frequency"), ages=ADULTS).version in text


def test_an_unusual_quarter_is_called_so_and_provisional_ones_are_left_out(two_sexes, client_for):
    run = run_of("local-adult")
    for quarter in EIGHT:
        write_cells(run, quarter, {("", "25-34", "M"): (1000, 100 if quarter != "2025Q4" else 300)})
    write_cells(run, "2026Q1", {("", "25-34", "M"): (1000, 20)}, late=True)
    write_repeats(run, "2025Q4", [(4, 0, 1000 // 2), (4, 2, 1000 // 2)])
    client = client_for("analyst")
    text = page(client, "/reoffending/unusual")
    assert "Yes: 31 December 2025 is" in text
    assert "31 March 2026" not in text
    assert rows_of(client, "/reoffending/unusual/table.csv")[1][:3] == ["31 December 2025", "300", "1,000"]
    assert client.get("/reoffending/unusual/picture.svg").content.startswith(b"<svg")


def test_districts_are_compared_in_alphabetical_order_and_few_people_are_hidden_with_another(county, client_for):
    run = run_of("local-adult")
    for code, name in DISTRICTS.items():
        town(code, name)
    people = dict(zip(DISTRICTS, (400, 300, 200, 100, 20), strict=True))
    for quarter in EIGHT[:4]:
        write_cells(run, quarter, {(code, "25-34", "M"): (n, n // 10) for code, n in people.items()})
    client = client_for("analyst")
    text = page(client, "/reoffending/districts")
    assert "All 3 districts lie in the range that is usual for their size." in text
    assert "2 districts: fewer than 10 people reoffended there" in text
    assert "Town 5" not in text
    assert "Town 4" not in text
    assert [row[0] for row in rows_of(client, "/reoffending/districts/table.csv")[1:4]] == [
        "Town 1",
        "Town 2",
        "Town 3",
    ]


def test_time_to_the_first_reoffence_goes_in_steps_of_months_with_enough_people(county, client_for):
    run = run_of("time-to-reoffence")
    for quarter in EIGHT[:4]:
        write_times(run, quarter, {20: (2, 0), 50: (1, 0), 80: (1, 0), 200: (5, 0), 365: (1, 90)})
    client = client_for("analyst")
    text = page(client, "/reoffending/time")
    assert "Half of those who reoffended within 12 months had done so within 7 months." in text
    assert "After 12 months 10.0% had, of 400" in text
    steps = [row[:3] for row in rows_of(client, "/reoffending/time/table.csv")[1:3]]
    assert steps == [["2", "12", "3.0%"], ["12", "40", "10.0%"]]


def test_a_question_that_does_not_exist_is_not_there(two_sexes, client_for):
    assert client_for("analyst").get("/reoffending/nothing").status_code == 404


def test_left_out_counts_of_few_people_are_told_as_few(two_sexes, client_for):
    run = run_of("local-adult")
    run.left_out = {"outside the ages counted": 3, "offence without a day": 4321}
    run.save(using="engine")
    write_cells(run, "2025Q4", {("", "25-34", "M"): (100, 20)})
    text = page(client_for("analyst"), "/reoffending")
    assert "fewer than 10 outside the ages counted" in text
    assert "4,321 offence without a day" in text


def test_pages_ask_the_database_as_often_for_many_rows_as_for_few(two_sexes, client_for):
    client = client_for("analyst")
    for address in ("/reoffending?sex=F", "/reoffending/unusual", "/reoffending/districts"):
        client.get(address)
    for address in ("/reoffending?district=E07000001", "/reoffending/unusual", "/reoffending/districts"):
        with CaptureQueriesContext(connections["default"]) as few:
            client.get(address)
        write_cells(two_sexes, "2025Q3", {(f"E0800000{n}", "25-34", sex): (90, 30) for n in range(9) for sex in "MF"})
        with CaptureQueriesContext(connections["default"]) as many:
            client.get(address)
        assert len(few) == len(many)
