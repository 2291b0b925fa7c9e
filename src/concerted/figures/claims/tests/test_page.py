"""The page on which anybody checks a claim: what it answers, refuses, escapes, and leaves undone."""

import json
import re

import pytest
from django.db import connections
from django.test import Client

from concerted.figures.claims.views import EXAMPLE

NUMBERS = {
    "enter": "numbers",
    "rate_before": "9.42",
    "number_before": "12,818",
    "rate_after": "8.45 %",
    "number_after": "11617",
}


@pytest.fixture
def opened(county):
    """Open a page as somebody who is not signed in: `opened(claim="...")` returns the answer."""
    return lambda path="/claims", **given: Client().get(path, given)


def words(answer):
    return re.sub(r"<[^>]+>", " ", answer.content.decode())


def test_the_statement_of_2013_is_answered_in_public_without_a_cookie(opened):
    answer = opened(claim=EXAMPLE)
    assert answer.status_code == 200
    assert not answer.cookies
    said = words(answer)
    for part in (
        "The rates can be right. The counts cannot be repeat offenders.",
        "1,207 or 1,208",
        "about 1 time in 5",
        "Nothing here says why",
        "What one may honestly print",
    ):
        assert part in said
    assert "app-part-1" in answer.content.decode()


def test_an_empty_page_offers_the_example_and_no_error(opened):
    page = opened().content.decode()
    assert "The county's statement of 2013" in page
    assert "govuk-error-summary" not in page
    leading = re.search(r'href="(/claims\?claim=[^"]+)"', page)
    assert "What we found" in Client().get(leading[1]).content.decode()


@pytest.mark.parametrize("path", ["/claims", "/claims/print", "/claims/findings.json"])
def test_opening_it_writes_nothing_down(opened, path):
    def events():
        with connections["migrator"].cursor() as cursor:
            cursor.execute("select count(*) from audit_event")
            return cursor.fetchone()

    before = events()
    opened(path, claim=EXAMPLE)
    assert events() == before


def test_a_refusal_leads_to_the_box_and_keeps_what_was_typed(opened):
    page = opened(claim="10.00% of 7").content.decode()
    assert "govuk-error-summary" in page
    assert 'href="#id_claim"' in page
    assert "10.00% of 7: no whole number of people gives that." in page
    assert ">\n10.00% of 7</textarea>" in page
    assert "What we found" not in page


def test_what_somebody_wrote_is_shown_as_text(opened):
    claim = "due to <script>alert(1)</script> 8.0% of 10000 to 7.0% of 20000 “because of <b>us</b>”"
    for path in ("/claims", "/claims/print"):
        page = opened(path, claim=claim).content.decode()
        assert "<script>alert" not in page
        assert "<b>us" not in page


@pytest.mark.parametrize("claim", ["\0", "  ", "8% of\0 100 \0", "\ud7ff\x07 8% of 100", "é" * 1990])
def test_any_text_gets_a_page(opened, claim):
    answer = opened(claim=claim)
    assert answer.status_code == 200
    assert b"\0" not in answer.content


def test_a_text_longer_than_an_address_bears_is_refused(opened):
    page = opened(claim="8% of 100 " * 300).content.decode()
    assert "give only the part with the figures, up to 2,000 characters" in page


def test_the_numbers_can_be_entered_instead(opened):
    said = words(opened(**NUMBERS))
    assert "The counts cannot be repeat offenders." in said
    single = words(opened(**NUMBERS | {"rate_before": "", "number_before": ""}))
    assert "The true rate is likely between" in single


@pytest.mark.parametrize(
    ("given", "field", "reason"),
    [
        ({"rate_before": "108"}, "rate_before", "a rate cannot be above 100%"),
        ({"number_after": "7"}, "rate_after", "8.45% of 7: no whole number of people gives that."),
        ({"number_after": "0"}, "rate_after", "nobody was counted"),
        ({"rate_after": "nine"}, "rate_after", "Later rate: write it as 8.45"),
        ({"number_before": ""}, "number_before", "Earlier number: a rate needs the number of people"),
        ({"rate_before": ""}, "rate_before", "Earlier rate: a number of people needs its rate"),
        ({"rate_after": ""}, "rate_after", "Later rate: nothing is written here yet"),
        ({"rate_after": "-8.45"}, "rate_after", "a rate cannot be below 0%"),
        ({"measure": "rubbish"}, "measure", "Choose from the list"),
    ],
)
def test_a_number_that_cannot_be_is_refused_beside_its_field(opened, given, field, reason):
    page = opened(**NUMBERS | given).content.decode()
    assert f'href="#id_{field}"' in page
    assert reason in page
    assert "What we found" not in page


def test_what_the_wording_leaves_open_can_be_said_by_a_link(opened):
    claim = "The rate fell to 8.9% from 9.5%. The number of reoffenders fell from 9,811 to 9,214"
    page = opened(claim=claim).content.decode()
    ways = dict(re.findall(r'<a href="(\?[^"]+)">((?:Check it|These are)[^<]+)</a>', page))
    leading = {text: href.replace("&amp;", "&") for href, text in ways.items()}
    cohort = words(Client().get("/claims" + leading["Check it as everybody who was counted"]))
    assert "9,811 and then 9,214 were counted, as you say" in cohort
    local = words(Client().get("/claims" + leading["These are figures of local adult reoffending"]))
    assert "which measure this is was not said" not in local


def test_numbers_too_can_be_checked_the_other_way_by_a_link(opened):
    given = NUMBERS | {"rate_before": "9.4", "rate_after": "8.4"}
    page = opened(**given, counts="reoffenders").content.decode()
    assert "12,818 and then 11,617 reoffended, as you say" in page
    leading = re.search(r'<a href="(\?[^"]+)">Check it as everybody who was counted</a>', page)
    assert "were counted, as you say" in words(Client().get("/claims" + leading[1].replace("&amp;", "&")))


def test_the_findings_can_be_taken_as_data_and_on_paper(opened):
    said = json.loads(opened("/claims/findings.json", claim=EXAMPLE).content)
    assert said["change"]["lowest"] == -226
    refused = opened("/claims/findings.json", claim="108% of 5")
    assert refused.status_code == 422
    assert "above 100%" in json.loads(refused.content)["refused"]
    assert opened("/claims/findings.json").status_code == 422
    sheet = words(opened("/claims/print", claim=EXAMPLE))
    assert "How we know, step by step" in sheet
    assert "Printed by" not in sheet
    assert "No claim was given" in words(opened("/claims/print"))


@pytest.mark.parametrize("role", ["iom_coordinator", "analyst", "drug_worker"])
def test_partners_find_it_in_their_menu_and_in_their_frame(client_for, role):
    page = client_for(role).get("/claims", {"claim": EXAMPLE}).content.decode()
    assert re.search(r'href="/claims" aria-current="true">Claims</a>', page)
    assert "Sign out" in page
    assert "cannot be repeat offenders" in page


def test_the_front_page_leads_to_it(opened):
    assert 'href="/claims"' in opened("/").content.decode()


def test_a_number_too_long_for_its_field_is_refused_in_the_words_of_the_field(county, client):
    answer = client.get("/claims", {"enter": "numbers", "rate_after": "5", "number_after": "9" * 400})
    assert "Later number: write it as 11,617" in answer.content.decode()
