"""A person's page: what each role sees of one life, and that what is hidden leaves no trace."""

from datetime import date
from typing import Any

import pytest
from django.db import connection

from concerted.people.models import Person, Record
from concerted.people.tests import rows
from concerted.web.testing.county import owner_sql

FOOT = "This page shows the records that your post may see. It says this on every person’s page."


@pytest.fixture
def kieran(make_record: Any) -> dict[str, Record]:
    """One life in four agencies' records, and in a youth service's that nobody else may know of."""
    police = make_record("police", source="police", district="E07000071")
    person = police.person
    probation = make_record("probation", person=person, given_name="Keiran", family_name="Featherstonhaugh")
    courts = make_record("courts", person=person, source="courts")
    prisons = make_record("prisons", person=person, given_name="Kieran", family_name="FEATHERSTONEHAUGH")
    housing = make_record("housing_colchester", person=person, given_name="K.", family_name="Adeyemi")
    youth = make_record("youth", person=person, given_name="Ki")
    for day, code, words in ((3, "03401", "Robbery"), (9, "02803", "Burglary"), (19, "02803", "Burglary")):
        rows.happen(
            courts, "conviction", date(2026, 6, 8), "offending", offence_code=code, words=words,
            committed_on=date(2026, 4, day), proven_on=date(2026, 6, 8), outcome="custody",
        )  # fmt: skip
    rows.happen(police, "arrest", date(2027, 3, 1), "offending", words="Theft from a shop", outcome="bailed")
    for day in (10, 26):
        rows.happen(probation, "missed appointment", date(2027, 2, day), "supervision")
    for day in (1, 4, 7):
        rows.happen(probation, "kept appointment", date(2027, 2, day), "supervision")
    spell = {"committed_on": date(2026, 6, 8), "until_on": date(2028, 3, 9)}
    rows.happen(
        prisons, "release planned", date(2027, 3, 16), "custody", stated_on=date(2026, 7, 1), **spell
    )  # fmt: skip
    rows.happen(prisons, "release moved", date(2027, 3, 9), "custody", stated_on=date(2027, 3, 1), **spell)
    rows.happen(housing, "housing", date(2027, 2, 15), "housing", outcome="waiting")
    rows.happen(youth, "youth work", date(2015, 5, 1), "childrens_services", words="Mentoring")
    rows.live_at(police, "12 Hythe Hill", "CO1 2AB")
    rows.live_at(housing, "Sofa, 3 Brook Street", "CO1 2CD")
    rows.link(police, probation)
    rows.link(police, courts)
    rows.link(courts, prisons)
    rows.link(police, housing, probability=0.991, weight=6.8)
    rows.derive(person)
    return {"police": police, "probation": probation, "courts": courts, "prisons": prisons, "housing": housing}


def text_of(client: Any, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.status_code
    text: str = answer.content.decode()
    return text


def path_of(record: Record) -> str:
    assert record.person is not None
    return f"/people/{record.person.reference}"


def queries(client: Any, path: str) -> tuple[int, Any]:
    """Return how many queries a page took, and its answer."""
    asked: list[str] = []

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        answer = client.get(path)
    return len(asked), answer


def test_the_coordinator_sees_one_life_across_agencies(kieran, client_for):
    page = text_of(client_for("iom_coordinator"), path_of(kieran["police"]))
    assert "<h1>Kieran Featherstonehaugh-Adeyemi</h1>" in page
    assert "27, born 14 May 1999" in page and "Colchester" in page
    assert "in prison, release planned for 9 March 2027" in page
    assert "Arrested, theft from a shop" in page and "Shown, not counted" in page
    assert "Convicted: " in page and "Offences on 3, 9 and 19 April 2026. Prison." in page
    assert "On the housing waiting list" in page
    assert "The second in 28 days" in page
    assert "Kept three appointments" in page
    assert "Five records, <b>very likely one person (99.1%)</b>" in page
    assert "84%</b> within 2 years: high" in page and "81.2%" in page
    assert "Harm points measure" in page and "<b>365</b> points in 12 months, 384 in 24" in page
    assert FOOT in page
    assert "Youth" not in page and "Mentoring" not in page and " Ki " not in page


def test_only_the_newest_statement_of_a_release_stands(kieran, client_for):
    page = text_of(client_for("iom_coordinator"), path_of(kieran["police"]))
    assert page.count("Release planned, on licence to") == 1
    assert "Was 16 March. Prison says, 1 March" in page


def test_all_offences_of_one_court_day_are_one_line_that_counts(kieran, client_for):
    page = text_of(client_for("iom_coordinator"), path_of(kieran["police"]) + "?show=counts")
    assert page.count("Convicted: ") == 1
    assert "Counts: " in page and "harm points" in page
    assert "Arrested" not in page and "Missed appointment" not in page


def test_a_filter_by_agency_shows_that_agency_alone(kieran, client_for):
    page = text_of(client_for("iom_coordinator"), path_of(kieran["police"]) + "?show=prisons")
    assert "Release planned" in page and "Arrested" not in page and "Convicted" not in page


def test_the_housing_officer_sees_housings_record_and_nothing_more(kieran, client_for):
    client = client_for("housing_officer")
    page = text_of(client, path_of(kieran["police"]))
    assert "<h1>K. Adeyemi</h1>" in page
    for secret in ("Featherstone", "Arrested", "Convicted", "Police", "robbery", "Likelihood", "harm", "one person ("):
        assert secret not in page.replace("Concerted", ""), secret
    assert FOOT in page
    records = text_of(client, path_of(kieran["police"]) + "/records")
    assert "Brook Street" in records and "Hythe Hill" not in records and "compared" not in records


def test_the_probation_officer_sees_no_evidence_of_links_and_no_housing(kieran, client_for):
    client = client_for("probation_officer")
    page = text_of(client, path_of(kieran["police"]))
    assert "<h1>Keiran Featherstonhaugh</h1>" in page
    assert "Arrested" in page and "Likelihood of reoffending" in page
    for secret in ("Same birth date", "very likely", "These are not one person", "housing waiting", "K. Adeyemi"):
        assert secret not in page, secret
    records = text_of(client, path_of(kieran["police"]) + "/records")
    assert "Hythe Hill" not in records and "Same birth date" not in records


def test_an_analyst_is_told_why_this_kind_of_page_is_closed(kieran, client_for):
    answer = client_for("analyst").get(path_of(kieran["police"]))
    assert answer.status_code == 403
    assert "Featherstone" not in answer.content.decode()


@pytest.mark.parametrize("tab", ["", "/records", "/who"])
def test_a_hidden_person_and_a_missing_one_are_answered_alike(make_record, client_for, tab):
    hidden = make_record("youth")
    client = client_for("iom_coordinator")
    client.get("/people/C-222222")
    for_hidden, hidden_answer = queries(client, path_of(hidden) + tab)
    for_missing, missing_answer = queries(client, f"/people/C-222222{tab}")
    assert (hidden_answer.status_code, missing_answer.status_code) == (404, 404)
    assert hidden_answer.content == missing_answer.content
    assert for_hidden == for_missing


def test_queries_do_not_grow_with_what_happened(kieran, client_for):
    client = client_for("iom_coordinator")
    client.get(path_of(kieran["police"]))
    before, _ = queries(client, path_of(kieran["police"]))
    for month in range(1, 13):
        rows.happen(kieran["probation"], "missed appointment", date(2024, month, 3), "supervision")
        rows.happen(kieran["courts"], "conviction", date(2020, month, 3), "offending", words="Robbery")
    rows.score(kieran["probation"], 71.5, date(2026, 12, 1))
    after, answer = queries(client, path_of(kieran["police"]))
    assert after == before
    assert "Earlier: " in answer.content.decode()


def test_earlier_years_are_a_page_of_their_own(kieran, client_for):
    for year in range(2015, 2023):
        for month in (2, 5):
            rows.happen(kieran["courts"], "conviction", date(year, month, 3), "offending", words="Robbery")
    client = client_for("iom_coordinator")
    page = text_of(client, path_of(kieran["police"]))
    assert "Earlier: 2015 to 2022" in page and "16 offences convicted or cautioned on 16 dates" in page
    earlier = text_of(client, path_of(kieran["police"]) + "?until=2022")
    assert ">2022<" in earlier and "Back to the newest" in earlier and "Arrested" not in earlier


def test_a_record_without_anything_says_so(make_record, client_for):
    bare = make_record("police", given_name="", family_name="", born_on=None, sex="")
    page = text_of(client_for("iom_coordinator"), path_of(bare))
    assert "Name not known" in page and "Birth date not known" in page
    assert "Nothing is written down in the records that your post may see." in page
    assert "Likelihood" not in page


def test_a_child_has_neither_points_nor_a_likelihood(make_record, client_for):
    child = make_record("police", born_on=date(2010, 3, 4))
    rows.derive(child.person)
    page = text_of(client_for("iom_coordinator"), path_of(child))
    assert "No child is ranked, scored or given a colour." in page
    assert "Likelihood of reoffending" not in page and "points in 12 months" not in page


def test_the_longest_names_stand_uncut(make_record, client_for):
    longest = make_record("police", given_name="Aa" * 60, family_name="B-" * 60)
    page = text_of(client_for("iom_coordinator"), path_of(longest))
    assert f"<h1>{'Aa' * 60} {'B-' * 60}</h1>" in page


def test_the_page_leaves_the_ids_of_what_it_showed_in_the_trail(kieran, client_for):
    client_for("housing_officer").get(path_of(kieran["police"]))
    ((about,),) = owner_sql("select about from audit_event where kind = 'page.opened' order by id desc limit 1")
    assert set(about) == {kieran["housing"].id, kieran["housing"].person_id}


def test_who_may_see_what_names_lines_and_never_a_record(kieran, client_for):
    page = text_of(client_for("iom_coordinator"), path_of(kieran["police"]) + "/who")
    assert "IOM in the county, edition 3" in page
    assert "One person at a time, when asked." in page
    assert "Nothing that your agency gave or received under this purpose." in page
    other = Person.objects.using("migrator").create()
    assert other.reference not in page
