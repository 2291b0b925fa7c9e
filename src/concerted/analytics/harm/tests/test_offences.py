import csv

import pytest

from concerted.analytics.harm.offences import DATA, LONGEST_NAME, normalised, offence, offence_table, offences
from concerted.analytics.risk.all_reoffending_predictor import TABLE
from concerted.analytics.risk.coefficients import hmpps_2026, ogrs3_table

ROWS = list(csv.DictReader((DATA / "offence_code_categories.csv").read_text(encoding="utf-8").splitlines()))


def test_all_3039_codes_are_there_once():
    assert len(ROWS) == len({row["ho_code"] for row in ROWS}) == len(offences()) == offence_table().num_rows == 3039


def test_every_code_has_a_printable_name_and_categories_that_the_predictors_know():
    for row in ROWS:
        code = row["ho_code"]
        found = offence(code)
        assert found.known, code
        assert 0 < len(found.name) <= LONGEST_NAME + len(" …"), code
        assert "Use this code" not in found.name + found.description + found.category, code
        assert found.name == found.name.strip(), code
        assert found.arp_category is None or found.arp_category in hmpps_2026(TABLE).offences, code
        assert found.ogrs3_category is None or found.ogrs3_category in ogrs3_table("current offence"), code


def test_what_cannot_be_scored_is_two_codes_for_arp_and_29_for_ogrs3():
    assert sum(o.arp_category is None for o in offences().values()) == 2
    assert sum(o.ogrs3_category is None for o in offences().values()) == 18 + 11


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("00806", "00806"),
        ("008/06", "00806"),
        ("8/6", "00806"),
        (" 046/00 ", "04600"),
        ("4600", "04600"),
        ("806", None),
        ("", None),
        (None, None),
        ("77777", None),
        ("theft", None),
        ("046/", None),
        ("²6/00", None),
        ("00806\x00", None),
    ],
)
def test_codes_are_read_in_the_shapes_that_partners_send_and_never_guessed(written, code):
    assert normalised(written) == code


def test_an_unknown_code_is_said_to_be_unknown_and_has_no_category():
    found = offence("77777")
    assert (found.known, found.arp_category, found.ogrs3_category) == (False, None, None)
    assert found.name == "offence code 77777, not known"
    assert offence(None).name == offence(" ").name == "offence not given"


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("02803", "burglary of a home"),
        ("04600", "shop theft"),
        ("03401", "robbery"),
        ("14900", "criminal damage of £5,000 or less"),
        ("00860", "racially or religiously aggravated assault occasioning …"),
    ],
)
def test_pages_call_common_offences_by_plain_names(code, name):
    assert offence(code).name == name


def test_our_own_names_belong_to_codes_of_the_table_and_none_is_given_twice():
    rows = list(csv.DictReader((DATA / "short_names.csv").read_text(encoding="utf-8").splitlines()))
    assert {row["code"] for row in rows} <= set(offences())
    assert len({row["code"] for row in rows}) == len({row["name"] for row in rows}) == len(rows)
    assert all(None not in row and row["name"] for row in rows)
