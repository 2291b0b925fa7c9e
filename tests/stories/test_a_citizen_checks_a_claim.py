"""Somebody reads in the paper that reoffending fell and checks it: on a desk, a phone, on paper, as a partner."""

import json
import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("town")]

SENTENCE = (
    "the reoffending rate fell to 8.45 per cent in the last year, a drop from 9.42 per cent. The number of repeat "
    "offenders fell from 12,818 to 11,617"
)
OPEN = "The rate fell to 8.9% from 9.5%. The number of reoffenders fell from 9,811 to 9,214"
APART = "8.0% of 10,000 to 7.0% of 20,000"


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_she_finds_the_page_from_the_front_door_and_pastes_the_sentence(window):
    page = window().new_page()
    page.goto("/")
    page.get_by_role("link", name="Check a claim").first.click()
    page.get_by_label("The sentence").fill(SENTENCE)
    page.get_by_role("button", name="Check this claim").click()
    found = page.get_by_role("region", name="What we found")
    expect(found).to_contain_text("The rates can be right. The counts cannot be repeat offenders.")
    headings = page.get_by_role("heading", level=2).all_inner_texts()
    assert headings == [
        "What we found",
        "11,617 is everybody, not those who reoffended",
        "About half of the fall is fewer people, half a lower rate",
        "The fall in the rate may or may not be chance",
        "Nothing here says why",
        "What one may honestly print",
    ]
    expect(page.locator("svg[role=img]:visible")).to_have_count(1)
    rows = page.get_by_role("table").locator("tbody tr").all_inner_texts()
    assert [row.split("\t")[2] for row in rows] == ["0.0085", "0.063", "0.19"]
    page.get_by_text("How we know, step by step").click()
    expect(page.locator("main")).to_contain_text("so 1,207 or 1,208 whole people")


def test_the_address_can_be_sent_to_somebody_and_leaves_no_cookie(window):
    first = window().new_page()
    first.goto("/claims")
    first.get_by_role("link", name="The county's statement of 2013").click()
    expect(first.locator("main")).to_contain_text("cannot be repeat offenders")
    assert first.context.cookies() == []

    other = window().new_page()
    other.goto(first.url)
    assert other.locator("main").inner_text() == first.locator("main").inner_text()


@pytest.mark.parametrize("claim", ["", SENTENCE, OPEN, APART, "9.42% of 12818", "10.00% of 7"])
def test_every_state_of_the_page_is_without_fault_on_a_desk_and_a_phone(claim, window, faults):
    for width in (1280, 390, 360):
        page = window(width=width).new_page()
        page.goto("/claims")
        if claim:
            page.get_by_label("The sentence").fill(claim)
            page.get_by_role("button", name="Check this claim").click()
        assert fits(page), width
        assert faults(page) == [], width


def test_on_a_phone_without_scripts_the_numbers_are_entered_and_a_slip_is_mended(window, faults):
    page = window(width=390, java_script_enabled=False).new_page()
    page.goto("/claims")
    page.get_by_role("link", name="Enter the numbers instead").click()
    earlier, later = page.get_by_role("group", name="Earlier figure"), page.get_by_role("group", name="Later figure")
    earlier.get_by_label("Rate, per cent").fill("9.42")
    earlier.get_by_label("Number of people").fill("12,818")
    later.get_by_label("Rate, per cent").fill("108")
    later.get_by_label("Number of people").fill("11,617")
    page.get_by_role("button", name="Check this claim").click()
    expect(page.get_by_role("alert")).to_contain_text("108% of 11,617: a rate cannot be above 100%")
    expect(earlier.get_by_label("Number of people")).to_have_value("12,818")
    later.get_by_label("Rate, per cent").fill("8.45")
    page.get_by_role("button", name="Check this claim").click()
    expect(page.get_by_role("region", name="What we found")).to_contain_text("cannot be repeat offenders")

    with_scripts = window(width=390).new_page()
    with_scripts.goto("/claims?enter=numbers&rate_after=108&number_after=5")
    assert fits(with_scripts)
    assert faults(with_scripts) == []


def test_a_refusal_is_read_out_and_leads_back_to_the_box(window):
    page = window().new_page()
    page.goto("/claims")
    page.get_by_label("The sentence").fill("10.00% of 7")
    page.get_by_role("button", name="Check this claim").click()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("10.00% of 7: no whole number of people gives that.")
    alert.get_by_role("link").click()
    expect(page.get_by_label("The sentence")).to_be_focused()
    expect(page.get_by_label("The sentence")).to_have_value("10.00% of 7")


def test_what_the_counts_are_is_left_to_whoever_knows(window):
    page = window().new_page()
    page.goto("/claims")
    page.get_by_label("The sentence").fill(OPEN)
    page.get_by_role("button", name="Check this claim").click()
    expect(page.get_by_role("region", name="What we found")).to_contain_text("cannot be told")
    page.get_by_role("link", name="Check it as everybody who was counted").click()
    expect(page.get_by_role("region", name="What we found")).to_contain_text("were counted, as you say")


def test_it_is_printed_on_one_kind_of_sheet_and_taken_as_data(window, faults):
    page = window().new_page()
    page.goto("/claims")
    page.get_by_role("link", name="The county's statement of 2013").click()
    with page.expect_download() as got:
        page.evaluate("document.querySelector('a[href^=\"/claims/findings.json\"]').setAttribute('download', '')")
        page.get_by_role("link", name="Download these findings (JSON)").click()
    assert json.loads(got.value.path().read_text("utf-8"))["change"]["reoffenders"] == -225
    page.get_by_role("link", name="Print", exact=True).click()
    assert faults(page) == []
    sheet = page.locator("body").inner_text()
    assert "How we know, step by step" in sheet
    assert re.search(r"Printed \d+ \w+ \d{4}", sheet)
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name="Back to the page")).to_be_hidden()


def test_a_partner_has_it_in_the_menu_and_in_the_frame(open_as, faults):
    page = open_as("drug_worker")
    page.get_by_role("link", name="Claims").first.click()
    page.get_by_label("The sentence").fill(SENTENCE)
    page.get_by_role("button", name="Check this claim").click()
    expect(page.get_by_role("region", name="What we found")).to_contain_text("cannot be repeat offenders")
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    assert faults(page) == []
    page.set_viewport_size({"width": 390, "height": 800})
    assert fits(page)
