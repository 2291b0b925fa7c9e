"""Every kind of page of every role: no fault found by axe, no sideways scroll, keyboard, and without scripts."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("town")]

STARTS = {
    "iom_coordinator": ("/today", "/selection", "/cohort", "/links", "/find?q=brown", "/find?q=nobody-of-this-name"),
    "probation_officer": ("/today", "/cohort", "/find?q=brown", "/people/C-000000", "/links"),
    "housing_officer": ("/today", "/find?q=brown", "/selection"),
    "drug_worker": ("/today", "/asked/"),
    "analyst": ("/today", "/reoffending?measure=proven", "/area"),
    "data_steward": ("/today", "/imports", "/imports/send"),
}


@pytest.mark.parametrize("role", STARTS)
def test_no_kind_of_page_has_a_fault_or_scrolls_sideways_on_a_desk_or_a_phone(role, open_as, every_page, faults):
    page = open_as(role)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    found = []
    for address in every_page(page, start=STARTS[role]):
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 800})
            on_paper = page.locator("body.app-print").count() > 0
            if not on_paper and not page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"):
                found.append((address, width, "scrolls sideways"))
            found += [(address, width, fault) for fault in faults(page)]
        page.set_viewport_size({"width": 1280, "height": 800})
    assert found == []
    assert [text for text in complaints if "40" not in text] == []


def test_public_pages_have_no_fault_either(window, faults):
    page = window().new_page()
    for address in ("/", "/sign-in", "/area", "/claims"):
        page.goto(address)
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (address, width)
            assert faults(page) == [], (address, width)


@pytest.mark.parametrize("address", ["/today", "/selection", "/links", "/reoffending"])
def test_the_first_stop_of_the_keyboard_leads_to_the_content(address, open_as):
    page = open_as("iom_coordinator")
    page.goto(address)
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    expect(focused).to_have_text("Skip to main content")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_a_phone_has_its_menu_and_search_without_scripts(open_as):
    page = open_as("iom_coordinator", width=390, java_script_enabled=False)
    page.get_by_role("link", name="Menu", exact=True).click()
    page.get_by_role("navigation", name="Menu").get_by_role("link", name="Records to sort out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Are these one person or two?")
    page.get_by_role("link", name="Find", exact=True).click()
    page.get_by_role("search", name="Find, at the foot").get_by_role("searchbox").fill("brown")
    page.get_by_role("search", name="Find, at the foot").get_by_role("button").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("What was found")


def test_asking_accepting_and_answering_work_without_scripts(open_as, a_plan):
    page = open_as("iom_coordinator", java_script_enabled=False)
    page.goto(a_plan(1) + "/add")
    page.get_by_label("Pathway").select_option(label="Health")
    page.get_by_label("What is to be done?").fill("Go along to the first appointment")
    page.get_by_label("Who does it?").select_option(label="Probation")
    page.get_by_label("By when?").fill("4/12/2026")
    page.get_by_role("button", name="Ask for it").click()
    expect(page.get_by_role("status")).to_contain_text("The action is asked.")

    other = open_as("probation_officer", java_script_enabled=False)
    other.goto("/asked/")
    other.get_by_role("link", name=re.compile("^Open.*Go along to the first appointment")).click()
    other.get_by_role("button", name="Accept it, to be done by 4 December").click()
    expect(other.get_by_role("status")).to_contain_text("You accepted it.")


def test_figures_open_without_scripts(open_as):
    page = open_as("analyst", java_script_enabled=False, width=390)
    page.goto("/reoffending")
    page.get_by_role("link", name="Change what is shown").click()
    page.get_by_label("Sex").select_option(label="Women")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("main")).to_contain_text("women")
