"""The feeds of the county are found by name and say what the partners send."""

from collections import Counter
from datetime import date
from importlib.resources import files
from pathlib import Path

import pyarrow.compute as pc
import pytest

from concerted.exchange.checking import Limits, check
from concerted.exchange.finding import feeds, feeds_of_file
from concerted.exchange.reading import read_file

STREET = {"2018-10": 17_791, "2018-11": 17_050, "2018-12": 16_587, "2019-01": 16_428, "2019-02": 16_377}


def test_one_workbook_holds_three_feeds():
    assert [feed.sheet for feed in feeds_of_file("Probation_Caseload 2027.xlsx")] == ["Caseload", "Contacts", "Scores"]


def test_health_and_children_are_not_linked_in_bulk():
    linkable = {code for code, feed in feeds().items() if feed.linkable}
    assert linkable == {
        "court_results",
        "housing_register",
        "police_events",
        "prison_releases",
        "probation_caseload",
        "probation_contacts",
        "probation_scores",
    }


@pytest.mark.slow
def test_the_published_street_files_give_the_published_totals():
    feed = feeds()["street_crime"]
    types: Counter[str] = Counter()
    rows, equal, nowhere, by_district = {}, 0, 0, Counter()
    for month in STREET:
        path = Path(str(files("concerted.places") / f"data/street/essex-{month}.csv.gz"))
        checked = check(read_file(path, feed), feed, Limits(today=date(2027, 3, 3)))
        assert checked.faults.num_rows == 0
        assert pc.unique(checked.good["month"]).to_pylist() == [date.fromisoformat(f"{month}-01")]
        rows[month] = checked.good.num_rows
        equal += sum(look.count for look in checked.look if look.code == "equal_rows_kept")
        nowhere += checked.good["lsoa_code"].null_count
        types.update(checked.good["crime_type"].to_pylist())
        by_district.update(name.rsplit(" ", 1)[0] for name in checked.good["lsoa_name"].to_pylist() if name)
    assert rows == STREET
    assert (sum(rows.values()), equal, nowhere, len(types)) == (84_233, 4_857, 369, 14)
    assert types["Violence and sexual offences"] == 26_779
    assert (by_district["Southend-on-Sea"], by_district["Colchester"], by_district["Maldon"]) == (10_606, 9_524, 1_719)


def test_a_feed_of_the_county_says_what_an_offence_code_is():
    column = feeds()["court_results"].column("offence_code")
    assert column.check is not None
    assert column.check("00801") is None
    assert column.check("801") == "A Home Office code has five digits"


def test_a_name_of_the_housing_register_has_its_comma():
    column = feeds()["housing_register"].column("name")
    assert column.check is not None
    assert column.check("SMITH, Ann Mary") is None
    assert column.check("Ann Smith") == "No comma between surname and forename"


@pytest.mark.parametrize(("text", "wrong"), [("0", None), ("100", None), ("134", "A per cent lies between 0 and 100")])
def test_a_score_of_probation_is_a_per_cent(text, wrong):
    column = feeds()["probation_scores"].column("percent")
    assert column.check is not None
    assert column.check(text) == wrong
