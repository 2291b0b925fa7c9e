"""A drug and alcohol service is asked one question about one person, answers it, and sees no more."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("town")]


def asked(open_as, plan):
    """The co-ordinator asks Second Start whether somebody attends; her page, on the plan."""
    page = open_as("iom_coordinator")
    page.goto(plan)
    page.get_by_role("link", name="Ask a service").click()
    expect(page.locator("main")).to_contain_text("The service sees this one question")
    page.get_by_label("Which service?").select_option(label="Second Start")
    page.get_by_label("Pathway").select_option(label="Drugs and alcohol")
    page.get_by_label("Answer needed by").fill("27/11/2026")
    page.get_by_label("Last day on which the answer is used").fill("24/2/2027")
    page.get_by_role("button", name="Ask the service").click()
    expect(page.get_by_role("status")).to_contain_text("The service sees this one question and nothing else.")
    return page


def test_it_answers_yes_and_the_plan_says_so(open_as, a_plan):
    hers = asked(open_as, a_plan(0))
    name = hers.locator("main .app-before a").inner_text()
    expect(hers.get_by_role("row").filter(has_text="No answer yet").first).to_contain_text("The service")

    page = open_as("drug_worker")
    expect(page.locator("main")).to_contain_text(re.compile(f"{name}.*Do(es)? .* attend your service", re.S))
    page.get_by_role("link", name=re.compile(f"Answer yes or no.*{re.escape(name)}")).first.click()
    expect(page.locator("main")).to_contain_text("is told: attends, yes or no.")
    page.get_by_role("button", name="Answer").click()
    expect(page.get_by_text("Say yes or no. To say nothing, leave this page").first).to_be_visible()
    page.get_by_label("Yes").check()
    page.get_by_role("button", name="Answer").click()
    expect(page.get_by_role("status")).to_contain_text("Your answer is told")

    hers.goto(a_plan(0))
    expect(hers.get_by_role("row").filter(has_text="Answer: attends, yes").first).to_be_visible()


def test_it_sees_no_more(open_as, a_plan, town, every_page):
    asked(open_as, a_plan(1))
    page = open_as("drug_worker")
    for address in every_page(page, start=("/today", "/asked/"), skip=("/area",)):
        text = page.locator("main").inner_text()
        assert not re.search(r"\b(Arrested|Convicted|on licence|harm points?|Likelihood)\b", text), address
        assert page.locator("main a[href^='/cases/']").count() == 0, address
    known = "select r.person_id from people_record r join partnership_agency g on g.id = r.agency_id"
    stranger = town.sql(
        f"select reference from people_person where id in ({known}) "
        f"and id not in ({known} where g.code = 'second_start') order by reference limit 1"
    )[0][0]
    assert page.goto(f"/people/{stranger}").status == 404
    for closed in ("/selection", "/links", a_plan(1), "/cohort"):
        answer = page.goto(closed)
        assert answer.status == 403, closed
        expect(page.get_by_role("heading", level=1)).to_contain_text("You may not see")
