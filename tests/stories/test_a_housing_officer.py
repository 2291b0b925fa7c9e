"""A housing officer does what is asked of housing, and reads nothing of offences."""

import csv
import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("town")]

FRIDAY = "27/11/2026"
WORDS = r"\b(Arrested|Convicted|Cautioned|Charged|Recalled|Released from prison|harm points?|OGRS)"
OF_OFFENCES = re.compile(WORDS, re.I)
PUBLIC = ("/area", "/figures", "/claims")
"""Pages of published figures, which anybody may open: nobody is in them."""


@pytest.fixture(scope="module")
def offences(town):
    """Every name of an offence that police or courts sent."""
    names = set()
    for name in ("police_events.csv", "court_results.csv"):
        with (town.home / "county" / name).open(encoding="utf-8") as rows:
            names |= {row["offence"].strip().lower() for row in csv.DictReader(rows)}
    return {name for name in names if len(name) > 4}


def asked_of_housing(open_as, plan, words, due=FRIDAY):
    """The co-ordinator asks Colchester housing for something; her page, on the plan."""
    page = open_as("iom_coordinator")
    page.goto(plan)
    page.get_by_role("link", name="Add an action", exact=True).first.click()
    page.get_by_label("Pathway").select_option(label="Accommodation")
    page.get_by_label("What is to be done?").fill(words)
    page.get_by_label("Who does it?").select_option(label="Colchester housing")
    page.get_by_label("By when?").fill(due)
    page.get_by_role("button", name="Ask for it").click()
    expect(page.get_by_text("The action is asked.")).to_be_visible()
    return page


def test_she_sees_find_accommodation_by_friday_accepts_it_and_says_what_was_found(open_as, a_plan):
    hers = asked_of_housing(open_as, a_plan(0), "Find accommodation in a quiet street")
    page = open_as("housing_officer")
    expect(page.get_by_role("heading", level=1)).to_have_text("What IOM asks of you")
    line = page.get_by_role("row").filter(has_text="Find accommodation in a quiet street")
    expect(line).to_contain_text("Not yet accepted")
    line.get_by_role("link", name="Accept it, or say why not").click()
    expect(page.locator("main")).to_contain_text("by 27 November 2026")
    page.get_by_role("button", name="Accept it, to be done by 27 November").click()
    expect(page.get_by_role("status")).to_contain_text("You accepted it.")

    page.get_by_role("link", name="Done: say what was found").first.click()
    page.get_by_role("button", name="It is done").click()
    expect(page.get_by_text("Say what was found or done, and what shows it.").first).to_be_visible()
    page.get_by_label("What was found or done?").fill("A room at Quay House from Monday, ground floor")
    page.locator("main form button.govuk-button").click()
    expect(page.get_by_role("status")).to_contain_text("It is done, with what was found.")

    hers.goto(a_plan(0))
    row = hers.get_by_role("row").filter(has_text="Find accommodation in a quiet street")
    expect(row).to_contain_text("A room at Quay House from Monday, ground floor")
    expect(row).to_contain_text("Done")


def test_she_says_that_it_will_be_later_or_that_it_is_not_for_her(open_as, a_plan):
    hers = asked_of_housing(open_as, a_plan(1), "Hold a room near the station")
    page = open_as("housing_officer")
    page.goto("/asked/")
    page.get_by_role("link", name=re.compile("^Open.*Hold a room near the station")).click()
    page.get_by_role("link", name="It will be later: say when, and why").first.click()
    page.get_by_label("By when will it be done?").fill("11 December 2026")
    page.get_by_label("Why?").fill("The landlord signs on the tenth")
    page.locator("main form button.govuk-button").click()
    expect(page.get_by_role("status")).to_contain_text("The later day is kept.")
    hers.reload()
    row = hers.get_by_role("row").filter(has_text="Hold a room near the station")
    expect(row).to_contain_text("11 December")
    expect(row).to_contain_text("The landlord signs on the tenth")

    page.goto("/asked/")
    page.get_by_role("link", name=re.compile("^Open.*Hold a room near the station")).click()
    page.get_by_role("link", name="This is not for us").first.click()
    page.get_by_label("Why not, or who could?").fill("Tendring holds this application")
    page.locator("main form button.govuk-button").click()
    expect(page.get_by_role("status")).to_contain_text("It is sent back.")
    hers.reload()
    row = hers.get_by_role("row").filter(has_text="Hold a room near the station")
    expect(row).to_contain_text("Tendring holds this application")


def test_no_page_that_she_can_open_names_an_offence(open_as, a_plan, every_page, offences):
    asked_of_housing(open_as, a_plan(2), "Find accommodation after the move")
    page = open_as("housing_officer")
    read = 0
    for address in every_page(page, start=("/today", "/asked/", "/find?q=brown"), skip=PUBLIC):
        text = page.locator("body").inner_text()
        read += 1
        assert not OF_OFFENCES.search(text), (address, OF_OFFENCES.search(text))
        lowered = text.lower()
        assert [name for name in offences if name in lowered] == [], address
    assert read >= 6
