"""From protected rows to the Harm page: what is counted, what is hidden, and what every view must say."""

import csv
import io
import re
from dataclasses import replace
from datetime import date, timedelta
from html import unescape
from pathlib import Path

import pytest

from concerted.analytics.harm.concentration import Sum
from concerted.analytics.harm.weights import WHAT_POINTS_MEASURE
from concerted.figures.models import HarmCell, HarmTurnover
from concerted.insight.harm.beside_total import Parts
from concerted.insight.harm.run import measure_harm
from concerted.insight.snapshot import take
from concerted.insight.tests.crowds import BRAINTREE, CANNABIS, ROBBERY, SHOP_THEFT, Did, crowd, districts
from concerted.web.testing.county import AS_AT
from concerted.web.testing.engine import as_engine

RAPE, SEXUAL_NOT_WEIGHED = "01908", "01600"
VIEWS = ("people", "turnover", "places", "offences")
THIS_YEAR, LAST_YEAR = AS_AT - timedelta(days=100), AS_AT - timedelta(days=500)


@pytest.fixture
def measured(tmp_path: Path):
    """Weigh the county anew, and return the run."""

    def run():
        with as_engine():
            return measure_harm(take(tmp_path / "snapshot", AS_AT))

    return run


@pytest.fixture
def offenders(county):
    """Two hundred and forty adults: twelve robbers, of whom none was among the most harmful the year before."""
    districts()
    robbers = [[Did(THIS_YEAR, ROBBERY)]] * 12
    once = [[Did(THIS_YEAR, SHOP_THEFT, BRAINTREE), Did(LAST_YEAR, ROBBERY)]] * 12
    others = [[Did(THIS_YEAR, SHOP_THEFT, BRAINTREE if n < 40 else ""), Did(LAST_YEAR)] for n in range(216)]
    crowd([*robbers, *once, *others])


def page(client, view, path="/harm"):
    answer = client.get(f"{path}?view={view}")
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def lines(client, view):
    return list(csv.reader(io.StringIO(page(client, view, "/harm/table.csv"))))


def test_the_first_sentence_says_what_the_few_stand_for_and_how_much_has_no_weight(offenders, measured, client_for):
    run = measured()
    text = page(client_for("analyst"), "people")
    share = f"{100 * 12 * 365 / (12 * 365 + 228):.1f}%"
    assert (
        f"5% of the people proven to have offended in the year stand for {share} of the harm points: 12 of 240." in text
    )
    assert "How many of the 12 people with the most harm points were among the 5% of the year before is hidden" in text
    assert "0.0% of all offences have no weight and add no points." in text
    assert HarmCell.objects.using("engine").get(run=run, view="whole").sourced_hundredths == 36_500 * 12 + 228 * 100


def test_every_view_and_every_file_says_what_points_measure_and_what_they_rest_on(offenders, measured, client_for):
    run, client = measured(), client_for("analyst")
    for view in VIEWS:
        text = page(client, view)
        assert WHAT_POINTS_MEASURE in text
        assert "have a sourced weight" in text and "on assumed ones" in text
        assert "Not configured: no file that is held says who the victim was" in text
        assert run.edition in text and run.data_hash[:4] in text
        rows = {row[0]: row[1] for row in lines(client, view) if len(row) > 1}
        assert rows["what points are"] == WHAT_POINTS_MEASURE
        assert "sourced weight" in rows["what they rest on"]
        assert (rows["edition of the weights"], rows["data"]) == (run.edition, run.data_hash)
        drawn = client.get(f"/harm/picture.svg?view={view}")
        if drawn.status_code == 404:
            assert view == "turnover" and "every count is hidden" in text
        else:
            assert WHAT_POINTS_MEASURE in drawn.content.decode()


def test_nobody_is_named_and_no_view_leads_to_a_person(offenders, measured, client_for):
    measured()
    client = client_for("analyst")
    for view in VIEWS:
        text = page(client, view)
        assert "Featherstonehaugh" not in text and "/people/" not in text
        assert not re.search(r"\bC-[0-9A-Z]{6}\b", text)


def test_no_count_of_fewer_than_ten_people_stands_in_a_table_or_a_file(offenders, measured, client_for):
    measured()
    client = client_for("analyst")
    for view in ("people", "places", "offences"):
        rows = lines(client, view)
        place = rows[0].index("people")
        counts = [int(row[place]) for row in rows[1 : rows.index([])] if row[place] != "hidden"]
        assert counts and min(counts) >= 10
        if view == "people":
            assert all(later - earlier >= 10 for earlier, later in zip([0, *counts], counts, strict=False))


def test_a_place_of_few_people_is_hidden_and_takes_the_smallest_other_with_it(offenders, measured, client_for):
    crowd([[Did(THIS_YEAR, SHOP_THEFT, "E07000099")]])
    measured()
    shown = {row[0]: row[1] for row in lines(client_for("analyst"), "places") if row}
    assert shown["Outside the county (E07000099)"] == shown["Basildon"] == "hidden"
    assert (shown["Braintree"], shown["Not assigned to a district"]) == ("52", "176")


def test_points_that_rest_on_few_offences_are_hidden_and_their_number_is_not_told(offenders, measured, client_for):
    crowd([[Did(THIS_YEAR, RAPE)]] + [[Did(THIS_YEAR, SEXUAL_NOT_WEIGHED)]] * 20)
    measured()
    rows = {row[0]: row[1:] for row in lines(client_for("analyst"), "offences") if row}
    assert rows["Sexual offences"] == ["21", "21", *["hidden"] * 6], (
        "21 less the 20 without a weight would tell the one"
    )
    assert rows["Robbery"][:3] == ["12", "12", "hidden"]
    assert rows["Theft and handling"][:3] == ["228", "228", "228.0"]
    assert "1,825" not in page(client_for("analyst"), "offences")


def test_of_a_row_or_a_column_of_a_file_no_few_offences_are_found_by_subtraction() -> None:
    even = Sum(40, 60, 20, 20, 2_000, 2_000)
    rows = {"a": replace(even, assumed_offences=4, sourced_offences=36), "b": even, "c": replace(even, offences=70)}
    names = {label: label for label in rows}
    whole = Sum(*(sum(getattr(row, name) for row in rows.values()) for name in Sum.__slots__))
    parts = Parts(rows, names, sorted(rows), whole, "an edition")
    assert parts.without_split == {"a", "b"}, "the county less b and c would tell a"
    told = {row[0]: row[-3:] for row in parts.file()}
    assert told["a"] == told["b"] == ("hidden",) * 3
    assert told["c"] == (20, 20, 30) and sum(told["the county"]) == whole.offences
    assert replace(parts, rows={"b": even, "c": even}).without_split == frozenset()


def test_a_county_whose_points_rest_on_few_offences_tells_none(measured, county, client_for):
    districts()
    crowd([[Did(THIS_YEAR, RAPE)]] + [[Did(THIS_YEAR, SEXUAL_NOT_WEIGHED)]] * 50)
    measured()
    client = client_for("analyst")
    for view in ("people", "places", "offences"):
        assert "1,825" not in page(client, view) and "1825" not in page(client, view, "/harm/table.csv")
        assert "no bar is drawn" in page(client, view)


def test_hidden_offence_groups_stand_last_so_that_their_place_tells_nothing(offenders, measured, client_for):
    crowd([[Did(THIS_YEAR, "00101")]])
    measured()
    named = [row[0] for row in lines(client_for("analyst"), "offences")[1:4]]
    assert named == ["Theft and handling", "Robbery", "Violence against the person"]
    text = page(client_for("analyst"), "offences")
    assert "Theft and handling stands for" in text and "5,475" not in text


def test_a_chart_that_would_show_mostly_nothing_counts_offences_instead(offenders, measured, client_for):
    measured()
    drawn = page(client_for("analyst"), "people")
    assert "no bar is drawn" not in drawn and "of all harm points" in drawn
    crowd([[Did(THIS_YEAR, CANNABIS)]] * 260)
    measured()
    for view in ("people", "places", "offences"):
        text = page(client_for("analyst"), view)
        assert "260 of 500 proven offences have no weight: no bar is drawn. The chart counts offences instead" in text
        assert "share of all harm points" not in text


def test_what_somebody_did_as_a_child_is_in_no_cell(measured, county):
    crowd([[Did(THIS_YEAR, ROBBERY)]], born_on=date(2009, 6, 1))
    crowd([[Did(THIS_YEAR)]])
    run = measured()
    assert {row.people for row in HarmCell.objects.using("engine").filter(run=run, view="whole")} == {1}
    assert {row.listed for row in HarmTurnover.objects.using("engine").filter(run=run, ends_on=AS_AT)} == {1}


def test_turnover_is_told_for_each_year_with_the_context_and_where_it_comes_from(measured, county, client_for):
    crowd(
        [Did(THIS_YEAR, ROBBERY if n < 20 else SHOP_THEFT), Did(LAST_YEAR, ROBBERY if 10 <= n < 30 else SHOP_THEFT)]
        for n in range(400)
    )
    measured()
    text = page(client_for("analyst"), "turnover")
    assert "10 of the 20 people with the most harm points were not among the 5% of the year before." in text
    assert "10.1007/s41887-019-00039-7" in text and "context, not a comparison" in text
    assert "50.0% (10)" in text
    assert "Of each year's list, at least 50% were not on it the year before" in text


def test_a_hidden_count_is_told_as_what_it_is_at_least(measured, county, client_for):
    crowd(
        [Did(THIS_YEAR, ROBBERY if n < 30 else SHOP_THEFT), Did(LAST_YEAR, ROBBERY if 28 <= n < 58 else SHOP_THEFT)]
        for n in range(600)
    )
    measured()
    text = page(client_for("analyst"), "turnover")
    assert "At least 21 of the 30 people with the most harm points were not among the 5% of the year before." in text
    assert ">fewer than 10<" in text and "2 of the 30" not in text
    assert "28" not in [row[4] for row in lines(client_for("analyst"), "turnover") if len(row) > 4]


def test_an_empty_county_and_one_of_few_people_say_so(measured, county, client_for):
    client = client_for("analyst")
    assert "Nothing has been weighed yet" in page(client, "people")
    measured()
    assert "Nobody was proven to have offended in the year." in page(client, "people")
    crowd([[Did(THIS_YEAR)]])
    measured()
    for view in VIEWS:
        assert "Hidden" in page(client, view)
        assert client.get(f"/harm/table.csv?view={view}").status_code == 404
        assert client.get(f"/harm/picture.svg?view={view}").status_code == 404


@pytest.mark.parametrize("asked", ["view=%00", "view=nowhere", "view=", "view=people&view=x"])
def test_an_address_with_a_bad_view_never_breaks_the_page(client_for, asked):
    assert client_for("analyst").get(f"/harm?{asked}").status_code == 200


def test_a_housing_officer_is_told_that_harm_is_closed(client_for):
    answer = client_for("housing_officer").get("/harm")
    assert answer.status_code == 403
    assert "You may not see Harm" in answer.content.decode()
