"""A probation officer sees probation's actions, and of a person what probation may see."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("town")]


def test_she_lands_on_what_is_asked_of_probation_and_answers_it(open_as, a_plan):
    page = open_as("probation_officer")
    expect(page.get_by_role("heading", level=1)).to_have_text("What IOM asks of you")
    expect(page.locator("main")).to_contain_text("Agree the evening plan in writing")
    asked = page.get_by_role("row").filter(has_text="Confirm the hours with the employer")
    asked.get_by_role("link", name="Accept it, or say why not").click()
    page.get_by_role("button", name="Accept it, to be done by").click()
    expect(page.get_by_role("status")).to_contain_text("You accepted it.")
    accepted = page.get_by_role("link", name="Confirm the hours with the employer").or_(
        page.get_by_role("heading", name="Confirm the hours with the employer")
    )
    expect(accepted.first).to_be_visible()


def test_a_persons_page_shows_her_the_plan_but_no_evidence_of_links_and_no_points(open_as, a_plan, town):
    page = open_as("probation_officer")
    page.goto(a_plan(0))
    expect(page.get_by_role("heading", level=1)).to_have_text("One plan: what is each of us doing?")
    assert page.get_by_role("link", name="Add an action").count() == 0
    page.locator("main .app-before a").click()
    main = page.locator("main")
    expect(main).to_contain_text("What happened")
    text = main.inner_text()
    assert "Why we believe this is one person" not in text
    assert "These are not one person" not in text
    assert "Second Start" not in text.split("One plan")[0]
    expect(main).to_contain_text(
        "This page shows the records that your post may see. It says this on every person’s page."
    )


def test_whom_only_police_know_is_not_there_for_housing_in_the_same_bytes(open_as, town):
    query = """select p.reference from people_person p join people_record r on r.person_id = p.id
               group by p.id having bool_and(r.source in ('police', 'courts')) order by p.reference limit 1"""
    closed = town.sql(query)[0][0]
    page = open_as("housing_officer")
    hidden, missing = page.request.get(f"/people/{closed}"), page.request.get("/people/C-000000")
    assert (hidden.status, missing.status) == (404, 404)
    assert hidden.body() == missing.body()
    hers = open_as("iom_coordinator")
    assert hers.goto(f"/people/{closed}").status == 200


def test_she_may_not_open_selection_and_is_told_whom_to_ask(open_as):
    page = open_as("probation_officer")
    assert page.goto("/selection").status == 403
    expect(page.get_by_role("heading", level=1)).to_contain_text("You may not see Selection")
    expect(page.locator("main")).to_contain_text("P. Marchetti-Oduya, agreement owner")
    assert page.get_by_role("link", name="Selection").count() == 0
