"""A co-ordinator asks who else knows somebody and a service answers; an investigator asks a victims' service."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("town")]


@pytest.fixture
def person(town):
    """The address of somebody in the cohort whom the police have a record of."""
    rows = town.sql(
        "select p.reference from cases_case c join people_person p on p.id = c.person_id join people_record r "
        "on r.person_id = p.id join partnership_agency g on g.id = r.agency_id "
        "where c.stage = 'adopted' and g.code = 'police' order by p.reference limit 1"
    )
    return f"/people/{rows[0][0]}"


def test_a_question_is_passed_on_and_a_service_answers_it(open_as, person):
    hers = open_as("iom_coordinator")
    hers.goto(person)
    name = hers.get_by_role("heading", level=1).inner_text()
    hers.get_by_role("link", name=re.compile("Ask who else knows")).click()
    hers.get_by_role("button", name="Pass the question on").click()
    expect(hers.get_by_text("Say why you ask: those who are asked read it.").first).to_be_visible()
    hers.get_by_label("Why do you ask?").fill("He has no address after his release.")
    hers.get_by_label("Until which day may they answer?").fill("24/2/2027")
    hers.get_by_role("button", name="Pass the question on").click()
    expect(hers.locator("main")).to_contain_text("Your question is passed on. No answer means nothing.")
    asked = hers.url

    theirs = open_as("drug_worker", width=390)
    theirs.goto("/who-knows")
    theirs.get_by_role("link", name=f"Do we know {name}?").click()
    expect(theirs.locator("main")).to_contain_text("He has no address after his release.")
    assert theirs.evaluate("document.documentElement.scrollWidth") <= 390
    theirs.get_by_label("Whom should they call?").fill("Duty worker, 01632 960 104")
    theirs.get_by_label("What do you tell them?").fill("We know him.")
    theirs.get_by_role("button", name="Say that we know").click()
    expect(theirs.get_by_role("status")).to_contain_text("Your answer is told to those who asked")

    hers.goto(asked)
    expect(hers.locator("main")).to_contain_text("Call Duty worker, 01632 960 104")
    hers.get_by_role("link", name="Take the question back").click()
    hers.get_by_role("button", name="Take it back").click()
    expect(hers.locator("main")).not_to_contain_text("Duty worker")


def test_what_is_opened_in_an_emergency_is_noticed_and_ends_by_hand(open_as, person, faults):
    page = open_as("probation_officer")
    page.goto(person)
    page.get_by_role("link", name=re.compile("records in an emergency")).click()
    assert faults(page) == []
    page.get_by_label("What is the danger, and to whom?").fill("He has said that he will kill himself tonight.")
    page.get_by_label("1 hour", exact=True).check()
    page.get_by_role("button", name="Open them").click()
    expect(page.get_by_role("heading", name="Opened in an emergency")).to_be_visible()
    page.get_by_role("button", name="End it now").click()
    expect(page.get_by_role("heading", name="Somebody is in danger?")).to_be_visible()


def test_an_investigator_asks_a_victims_service_and_reads_its_answer(open_as, faults):
    police = open_as("investigator")
    police.goto("/victim-requests/new")
    assert faults(police) == []
    police.get_by_label("Lantern victims' service").check()
    for label, text in (
        ("Whose information?", "Ama Wrenfield, born 4 June 1994"),
        ("Reference of the investigation", "CR/2026/00812"),
        ("What exactly is asked for?", "Whether she was at the office on 3 November."),
        ("For which period?", "3 November 2026"),
        ("Why is it necessary and proportionate", "Where she was when the door was broken."),
        ("Why can it not be got in another way", "No camera shows it."),
        ("Who authorised it?", "Inspector K. Oyelaran-Whitby"),
        ("When was the victim told", "20/11/2026"),
    ):
        police.get_by_label(label).fill(text)
    police.get_by_label("Yes", exact=True).check()
    police.get_by_role("button", name="Make the request").click()
    expect(police.get_by_role("alert")).to_contain_text("presumed not to be necessary")
    police.get_by_label("No", exact=True).check()
    police.get_by_role("button", name="Make the request").click()
    expect(police.locator("main")).to_contain_text("No answer yet")
    request = police.url.split("?")[0]

    service = open_as("victim_caseworker")
    service.get_by_role("link", name="Ama Wrenfield").first.click()
    service.get_by_label("Not provided").check()
    service.get_by_label("What do you tell them?").fill("It is not necessary: ask the employer.")
    service.get_by_label("When was the victim told of your answer?").fill("24/11/2026")
    service.get_by_role("button", name="Answer").click()
    expect(service.get_by_role("status")).to_contain_text("No notes have left your service")

    police.goto(request)
    expect(police.locator("main")).to_contain_text("ask the employer")
