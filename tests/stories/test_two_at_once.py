"""Clicks, buttons and people that meet: nothing is done twice, nothing typed is lost."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("town")]


def an_action(page, plan, words):
    """Fill in the form that asks an agency for something."""
    page.goto(plan + "/add")
    page.get_by_label("Pathway").select_option(label="Finance, benefit and debt")
    page.get_by_label("What is to be done?").fill(words)
    page.get_by_label("Who does it?").select_option(label="Riverbank Advice")
    page.get_by_label("By when?").fill("8/12/2026")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_double_click_asks_once(scripts, open_as, a_plan, town):
    words = f"Look at the letters of November, {'with' if scripts else 'without'} scripts"
    page = open_as("iom_coordinator", java_script_enabled=scripts)
    an_action(page, a_plan(0), words)
    page.get_by_role("button", name="Ask for it").dblclick()
    expect(page.get_by_role("status")).to_contain_text("The action is asked.")
    page.goto(a_plan(0))
    assert page.get_by_role("row").filter(has_text=words).count() == 1
    assert town.sql("select count(*) from cases_action where words = %s", words)[0][0] == 1


def test_going_back_and_sending_again_asks_once(open_as, a_plan, town):
    page = open_as("iom_coordinator")
    an_action(page, a_plan(0), "Write to the landlord once")
    page.get_by_role("button", name="Ask for it").click()
    expect(page.get_by_role("status")).to_contain_text("The action is asked.")
    page.go_back()
    page.get_by_role("button", name="Ask for it").click()
    page.wait_for_load_state()
    assert town.sql("select count(*) from cases_action where words = 'Write to the landlord once'")[0][0] == 1


def test_the_second_of_two_who_write_sees_both_and_chooses(open_as, a_plan):
    plan = a_plan(1)
    words = plan.replace("/plan", "/own-words")
    first, second = open_as("iom_coordinator"), open_as("iom_coordinator")
    first.goto(words)
    second.goto(words)
    first.get_by_label("In their own words").fill("I want my old work back")
    first.get_by_role("button", name="Keep it").click()
    expect(first.get_by_role("status")).to_be_visible()
    second.get_by_label("In their own words").fill("I want to live near my sister")
    second.get_by_role("button", name="Keep it").click()
    main = second.locator("main")
    expect(main).to_contain_text("changed this just now. Yours is not saved.")
    expect(main).to_contain_text("I want my old work back")
    expect(second.get_by_label("In their own words")).to_have_value("I want to live near my sister")
    second.get_by_role("button", name="Keep it").click()
    second.goto(plan)
    expect(second.locator("main")).to_contain_text("I want to live near my sister")
