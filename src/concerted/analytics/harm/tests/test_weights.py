import csv
from collections import Counter

import pytest

from concerted.analytics.harm.editions import load_edition
from concerted.analytics.harm.offences import DATA, offences
from concerted.analytics.harm.weights import (
    MEDIAN_DAYS,
    WHAT_POINTS_MEASURE,
    Edition,
    Weight,
    _lent,
    default_edition,
    same_edition,
)
from concerted.kernel.errors import BadFile, Refused

BY_NAME = {
    # the 2020 edition, days, as quoted; the values on police and of distraction burglary have no code of their own
    "Murder": 5475,
    "Attempted murder": 3285,
    "Rape, victim under 13": 2920,
    "Rape, victim under 16": 2555,
    "Rape, victim 16 or over": 1825,
    "Grievous bodily harm with intent, section 18": 1460,
    "Grievous bodily harm, section 20": 547.5,
    "Actual bodily harm, section 47": 10,
    "Common assault": 1,
    "Robbery": 365,
    "Manslaughter": 730,
    "Coercive control": 84,
    "Domestic burglary, dwelling": 19,
    "Aggravated burglary": 730,
    "Theft of motor vehicle": 10,
    "Theft from vehicle": 2,
    "Theft from person": 2,
    "Shoplifting": 1,
    "Arson endangering life": 365,
    "Arson not endangering life": 5,
    "Stalking, serious alarm": 252,
    "Stalking, fear of violence": 84,
    "Class A supply": 547.5,
    "Threats to kill": 10,
    "Harassment": 10,
}


def rows(name):
    return list(csv.DictReader((DATA / name).read_text(encoding="utf-8").splitlines()))


def test_every_code_has_exactly_one_basis_and_the_figures_are_those_of_the_pages():
    bases = Counter(default_edition().weight_of(code).basis for code in offences())
    assert bases == {"sourced": 37, "assumed": 186, "none": 2816}
    assert sum(bases.values()) == 3039


def test_a_weight_is_positive_with_a_source_or_zero_and_not_weighted():
    for code in offences():
        weight = default_edition().weight_of(code)
        assert weight.source, code
        assert weight.edition == default_edition().name, code
        assert (weight.days == 0) == (weight.basis == "none"), code
        assert weight.basis != "sourced" or "2020 edition" in weight.source, code


def test_the_named_values_are_those_of_the_2020_edition_and_of_no_other_index():
    named = rows("cambridge_2020_named.csv")
    assert {row["offence"]: float(row["days"]) for row in named} == BY_NAME
    assert {row["source"] for row in named} == {"Cambridge Crime Harm Index, 2020 edition"}
    for row in named:
        assert default_edition().weight_of(row["code"]).days == float(row["days"])


def test_the_nearest_values_are_assumed_and_equal_a_named_one():
    assert not {row["code"] for row in rows("cambridge_2020_named.csv")} & {
        row["code"] for row in rows("cambridge_2020_nearest.csv")
    }
    for row in rows("cambridge_2020_nearest.csv"):
        assert BY_NAME[row["offence"]] == float(row["days"])
        assert default_edition().weight_of(row["code"]).basis == "assumed"


def test_nothing_assumed_through_a_group_weighs_more_than_the_median_offence():
    nearest = {row["code"] for row in rows("cambridge_2020_nearest.csv")}
    lent = {c: w.days for c, w in default_edition().weights.items() if w.basis == "assumed" and c not in nearest}
    assert max(lent.values()) <= MEDIAN_DAYS
    assert Counter(lent.values()) == {10: 81, 1: 46 + 9, 2: 12, 5: 25}


@pytest.mark.parametrize(
    ("code", "days", "basis"),
    [
        ("00834", 10, "assumed"),  # racially aggravated actual bodily harm
        ("14900", 5, "assumed"),  # criminal damage, from arson that endangers nobody
        ("04910", 1, "assumed"),  # other theft
        ("10423", 1, "assumed"),  # assault of a constable, from common assault: one offence, but one day
        ("00528", 0, "none"),  # a threatening message must not weigh as wounding with intent, its class's one value
        ("09261", 0, "none"),  # possession of cannabis must not weigh as supply of class A
        ("02005", 0, "none"),  # sexual assault must not weigh as rape
        ("07401", 0, "none"),
        ("18200", 0, "none"),  # begging must not weigh as harassment
        ("03002", 0, "none"),  # no burglary but of homes is named
        ("00402", 0, "none"),  # infanticide must not weigh as manslaughter
    ],
)
def test_a_group_lends_only_what_cannot_overstate(code, days, basis):
    weight = default_edition().weight_of(code)
    assert (weight.days, weight.basis) == (days, basis)


def test_lending_needs_two_named_offences_or_one_day():
    assert "10423" not in _lent({"10501": "Common assault"}, {"10501": 2.0})
    assert _lent({"10501": "Common assault"}, {"10501": 1.0})["10423"] == 1.0


def test_editions_are_never_mixed():
    assert same_edition("a", "a") == "a"
    with pytest.raises(Refused, match="a; b"):
        same_edition("a", "b", "a")


def test_s28_says_that_points_measure_sentences():
    assert "sentences" in WHAT_POINTS_MEASURE
    assert "not the suffering" in WHAT_POINTS_MEASURE


def test_an_areas_own_edition_in_csv_weighs_only_what_it_names(tmp_path):
    path = tmp_path / "Essex 2026.csv"
    path.write_text("source,days,code\nour table,273.5,028/03\nour table,3,04600\n")
    edition = load_edition(path)
    assert edition == Edition(
        "Essex 2026",
        {
            "02803": Weight(273.5, "sourced", "our table", "Essex 2026"),
            "04600": Weight(3.0, "sourced", "our table", "Essex 2026"),
        },
    )
    assert edition.weight_of("00806").basis == "none"


def test_an_areas_own_edition_in_toml(tmp_path):
    path = tmp_path / "e.toml"
    path.write_text('name = "Essex 2026"\n[[weights]]\ncode = "04600"\ndays = 3\nsource = "ours"\n')
    assert load_edition(path).weight_of("046/00") == Weight(3.0, "sourced", "ours", "Essex 2026")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("code,days\n04600,1\n", "own.csv, row 1: the column source is missing"),
        ("code,days,source\n04600,1,x\n4600,2,x\n", "own.csv, row 3, column code: 04600 stands in the file twice"),
        ("code,days,source\n99,1,x\n", "own.csv, row 2, column code: '99' is not a Home Office code"),
        ("code,days,source\n04600,ten,x\n", "own.csv, row 2, column days: 'ten' is not a number"),
        ("code,days,source\n04600,-1,x\n", "own.csv, row 2, column days: '-1' is not between"),
        ("code,days,source\n04600,NaN,x\n", "own.csv, row 2, column days: 'NaN' is not between"),
        ("code,days,source\n04600,99999999,x\n", "own.csv, row 2, column days"),
        ("code,days,source\n04600,0.125,x\n", "more than two decimals"),
        ("code,days,source\n04600,1,\n", "own.csv, row 2, column source: is empty"),
        ("code,days,source\n04600\n", "own.csv, row 2, column days: is empty"),
        ("code,days,source\n", "holds no weights"),
        ("", "row 1: the column code is missing"),
    ],
)
def test_what_is_wrong_with_an_edition_is_named_by_file_row_and_column(tmp_path, text, says):
    path = tmp_path / "own.csv"
    path.write_text(text)
    with pytest.raises(BadFile) as raised:
        load_edition(path)
    assert says in str(raised.value)


@pytest.mark.parametrize(
    "text", ["name = ", "weights = 3\nname = 'x'", "weights = []", "name = 'x'\nweights = []", "name='x'\nweights=[1]"]
)
def test_a_toml_edition_that_is_no_edition_is_refused(tmp_path, text):
    path = tmp_path / "own.toml"
    path.write_text(text)
    with pytest.raises(BadFile, match=r"own\.toml"):
        load_edition(path)


def test_a_file_that_is_not_text_is_refused(tmp_path):
    path = tmp_path / "own.csv"
    path.write_bytes(b"\xff\xfe\x00code")
    with pytest.raises(BadFile, match="UTF-8"):
        load_edition(path)
    with pytest.raises(BadFile):
        load_edition(tmp_path / "missing.csv")
