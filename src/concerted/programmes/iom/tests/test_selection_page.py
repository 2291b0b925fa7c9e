import csv
import io
import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from concerted.web.testing.county import owner_sql


def text_of(answer):
    text = re.sub(r"<(script|style).*?</\1>", "", answer.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


@pytest.fixture
def client(scheme, client_for):
    return client_for("iom_coordinator")


def test_the_answer_counts_from_the_stored_list(scheme, client):
    inside, proposed = scheme.person(), scheme.person()
    scheme.adopt(inside)
    scheme.propose(proposed)
    for person in (inside, proposed, scheme.person()):
        scheme.listed(person)
    scheme.listed(scheme.person(), percent=40.0, band="low", band_order=3)
    text = text_of(client.get("/selection"))
    assert "3 adults convicted or cautioned in the last 24 months have a likelihood of 75% or more." in text
    assert "1 is in the cohort, 1 is proposed." in text
    assert "The list does not decide: a named person does, with reasons." in text


def test_harm_is_never_shown_alone_and_says_what_it_measures(scheme, client):
    scheme.listed(scheme.person())
    text = text_of(client.get("/selection"))
    assert "84%" in text and "Probation, 11 Jan 2027" in text and "24 months 407" in text
    assert "Harm points measure sentences, not suffering" in text
    assert "100% have a sourced weight" in text


def test_what_counts_and_what_does_not_stands_on_the_page(scheme, client):
    scheme.listed(scheme.person())
    text = text_of(client.get("/selection"))
    assert "Counts: convictions and cautions." in text
    assert "Never here: arrests without further action, being a victim or a witness, anybody under 18." in text
    assert "Not ranked: 6 people whose birth date is missing or a default." in text
    assert "Shown, not counted: 1 charge pending" in text
    assert "31 of 43 people were not on it a year ago." in text


def test_our_own_score_says_whose_it_is(scheme, client):
    scheme.listed(scheme.person(), sent_by="ours", scored_on=date(2027, 3, 1))
    assert "Ours, 1 Mar 2027. No score of this kind from Probation" in text_of(client.get("/selection"))


def test_no_bar_is_drawn_where_most_of_the_harm_is_assumed_or_not_weighted(scheme, client):
    scheme.listed(scheme.person())
    assert "app-bar" in client.get("/selection").content.decode()
    unweighted = {**scheme.listed(scheme.person()).shares, "unweighted_events": 50, "may_draw": False}
    scheme.listed(scheme.person(), shares=unweighted)
    html = client.get("/selection").content.decode()
    assert '<svg class="app-bar"' not in html and "have no weight: no bar is drawn" in html


def test_no_rank_stands_on_the_screen(scheme, client):
    scheme.listed(scheme.person(), name="Aaron Oyelaran-St Osyth")
    assert not re.search(r"\b1\s+Aaron", text_of(client.get("/selection")))
    assert re.search(r"\b1\S* Aaron", text_of(client.get("/selection/print")).replace("&nbsp;", ""))


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("likelihood=90", ["Very"]),
        ("likelihood=75", ["Very", "Much", "More", "Less"]),
        ("likelihood=75&first=harm24", ["Very", "More", "Much", "Less"]),
        ("likelihood=75&first=name", ["Very", "Less", "More", "Much"]),
        ("likelihood=75&district=E07000076", ["Less"]),
        ("likelihood=99&district=nowhere", ["Very", "Much", "More", "Less"]),
    ],
)
def test_filters_and_order_live_in_the_address(scheme, client, asked, names):
    scheme.listed(scheme.person(), "Very", band="very high", band_order=0, percent=92.0, points_12=1.0)
    scheme.listed(scheme.person(), "Much", points_12=900.0, points_24=901.0)
    scheme.listed(scheme.person(), "More", points_12=800.0, points_24=1200.0)
    scheme.listed(scheme.person(), "Less", points_12=7.0, points_24=7.0, district="E07000076")
    html = client.get(f"/selection?{asked}").content.decode()
    assert re.findall(r'app-table__name" href="/people/[^"]+">([^<]+)<', html) == names


def test_in_and_out_of_the_cohort(scheme, client):
    inside, outside = scheme.person(), scheme.person()
    scheme.adopt(inside)
    scheme.listed(inside, "Inside")
    scheme.listed(outside, "Outside")
    names = {show: text_of(client.get(f"/selection?show={show}")) for show in ("in", "out")}
    assert "Inside" in names["in"] and "Outside" not in names["in"]
    assert "Outside" in names["out"] and "Inside" not in names["out"]


def test_where_each_person_stands(scheme, client):
    taken, proposed, declined, nobody = (scheme.person() for _ in range(4))
    scheme.adopt(taken)
    scheme.propose(proposed, proposed_by="P. Vane, Probation officer, Probation")
    scheme.decide(scheme.propose(declined), "declined", because="Shop theft only", parts={"held_by": "Police"})
    for person in (taken, proposed, declined, nobody):
        scheme.listed(person)
    text = text_of(client.get("/selection"))
    assert "Amber In cohort, 3 Mar 2027" in text
    assert "Proposed by Probation, 3 Mar 2027" in text
    assert "Declined 3 Mar 2027: Shop theft only" in text
    assert "Not proposed Propose" in text


def test_the_list_is_paged(scheme, client):
    for number in range(30):
        scheme.listed(scheme.person(), f"Person {number}", points_12=500.0 - number)
    first = client.get("/selection").content.decode()
    assert "Show the other 5" in first and "25 of 30 people" in text_of(client.get("/selection"))
    more = re.search(r'href="(\?[^"]+from=25)"', first)
    assert more and "Person 29" in client.get("/selection" + more[1].replace("&amp;", "&")).content.decode()


def test_the_file_holds_what_the_page_shows_with_its_handling_and_is_in_the_trail(scheme, client):
    scheme.listed(scheme.person(), '=cmd|"calc"')
    scheme.listed(scheme.person(), "Elsewhere", district="E07000076")
    answer = client.get("/selection/file?district=E07000071")
    assert not answer.streaming
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert lines[0][0].startswith("OFFICIAL-SENSITIVE") and "Ends 10 March 2027" in lines[0][0]
    assert "measure sentences, not suffering" in lines[0][0]
    assert [line[0] for line in lines[2:]] == ['\'=cmd|"calc"']
    assert len(owner_sql("select 1 from audit_event where kind = 'list.downloaded'")) == 1


def test_the_paper_has_a_column_to_write_in(scheme, client):
    scheme.listed(scheme.person())
    html = client.get("/selection/print").content.decode()
    assert "app-writing" in html and "OFFICIAL-SENSITIVE. For the IOM panel only. Destroy after it" in html
    assert "measure sentences, not suffering" in html


def test_nobody_matches(scheme, client):
    assert "Nobody matches." in text_of(client.get("/selection"))


@pytest.mark.parametrize("role", ["probation_officer", "housing_officer", "drug_worker", "analyst"])
def test_other_roles_are_told_why_not(scheme, client_for, role):
    assert client_for(role).get("/selection").status_code == 403


@pytest.mark.parametrize("address", ["/selection", "/selection/file", "/selection/print"])
def test_the_number_of_queries_does_not_depend_on_rows(scheme, client, address):
    def count():
        with CaptureQueriesContext(connection) as told:
            assert client.get(address).status_code == 200
        return len(told)

    first = scheme.person()
    scheme.listed(first)
    scheme.adopt(first)
    count()
    one = count()
    for number in range(12):
        person = scheme.person()
        scheme.listed(person, f"Person {number}")
        if number % 2:
            scheme.adopt(person)
    assert count() == one


def test_the_equality_check_says_too_few_to_tell(scheme, client):
    scheme.adopt(scheme.person(sex="F"))
    scheme.decide(scheme.propose(scheme.person()), "declined", parts={"held_by": "Police"})
    scheme.listed(scheme.person())
    text = text_of(client.get("/selection/equality"))
    assert "too few to tell" in text and "Women 0 1 1 of 1" in text and "Men 1 1 0 of 1" in text
    assert "not known" in text


def test_turnover_stands_on_a_page_of_its_own(scheme, client):
    assert "75% or more 43 31 41 29" in text_of(client.get("/selection/turnover"))


def test_somebody_not_on_the_list_is_proposed_once_though_sent_twice(scheme, client):
    person = scheme.person()
    address = f"/iom/propose/{scheme.reference(person)}"
    key = re.search(r'name="identifier" value="([^"]+)"', client.get(address).content.decode())
    sent = {"identifier": key[1], "because": "Three burglaries.", "proposed_by": "P. Vane, Probation"}
    for _ in range(2):
        assert client.post(address, sent).status_code == 302
    assert owner_sql("select decided_by from cases_step") == [("P. Vane, Probation",)]
    assert "There is a case already." in client.get(address).content.decode()


def test_a_child_cannot_be_proposed(scheme, client):
    person = scheme.person(born_on=date(2010, 5, 14))
    address = f"/iom/propose/{scheme.reference(person)}"
    assert "no child is given a colour" in client.get(address).content.decode()
    sent = {"identifier": "01a20e4b-d3bf-79e6-baa8-c2bb219e3ca9", "because": "Three burglaries."}
    assert "no child is given a colour" in client.post(address, sent).content.decode()
    assert owner_sql("select 1 from cases_case") == []
