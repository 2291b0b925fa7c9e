"""What holds for everybody: loading, one click to another role, refusals, the trail of what was read."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("town")]

TITLES = {
    "iom_coordinator": "IOM co-ordinator",
    "probation_officer": "Probation officer",
    "housing_officer": "Housing officer",
    "drug_worker": "Drug and alcohol worker",
    "analyst": "Analyst",
    "data_steward": "Data steward",
}


def test_until_the_county_is_loaded_every_address_answers_503_with_how_far_it_is(town):
    assert town.while_loading["status"] == 503
    assert "The county is being loaded" in town.while_loading["body"]
    assert "Importing what partners send" in town.while_loading["body"]
    assert town.while_loading["headers"]["Retry-After"] == "3"


def test_one_click_shows_the_demonstration_as_another_role(open_as):
    page = open_as("iom_coordinator")
    for title in TITLES.values():
        strip = page.get_by_role("region", name="Demonstration", exact=True)
        if strip.get_by_role("button", name=title).count():
            strip.get_by_role("button", name=title).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(
            re.compile("What needs you today|What IOM asks of you")
        )
        expect(strip.locator("strong")).to_have_text(title)


def test_the_sign_in_page_shows_the_roles_of_the_demonstration(window):
    page = window().new_page()
    page.goto("/sign-in")
    for title in TITLES.values():
        assert page.get_by_role("button", name=title).count() == 1
    page.get_by_role("button", name="Housing officer").click()
    expect(page.locator(".app-post")).to_contain_text("Housing officer")


def test_a_wrong_password_and_an_unknown_address_are_answered_alike(window, town):
    said = []
    for address in (town.sign_ins["analyst"]["address"], "nobody@demo.invalid"):
        page = window().new_page()
        page.goto("/sign-in")
        page.get_by_label("E-mail address").fill(address)
        page.get_by_label("Password").fill("not the password")
        page.get_by_role("button", name="Sign in").click()
        expect(page.locator("main")).to_contain_text("You are not signed in yet")
        said.append(page.locator(".govuk-error-summary").inner_text())
    assert said[0] == said[1]


def test_a_kind_of_page_that_is_not_his_says_why_and_whom_to_ask(open_as):
    page = open_as("housing_officer")
    for address, kind in (("/links", "Records to sort out"), ("/reoffending", "Reoffending"), ("/imports", "Sendings")):
        assert page.goto(address).status == 403
        expect(page.get_by_role("heading", level=1)).to_contain_text("You may not see")
        main = page.locator("main")
        expect(main).to_contain_text("Because Housing officer, Colchester housing has no purpose that opens it.")
        expect(main).to_contain_text("P. Marchetti-Oduya, agreement owner")
        assert page.get_by_role("link", name=kind, exact=True).count() == 0


def test_who_is_not_signed_in_is_sent_to_sign_in_and_then_where_he_meant_to_go(window, town):
    page = window().new_page()
    page.goto("/reoffending?measure=proven")
    assert "/sign-in?next=" in page.url
    page.get_by_label("E-mail address").fill(town.sign_ins["analyst"]["address"])
    page.get_by_label("Password").fill(town.sign_ins["analyst"]["password"])
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(re.compile(r"/reoffending\?measure=proven$"))


def test_every_page_that_showed_people_left_one_event_with_their_ids_and_no_names(open_as, a_plan, town):
    count = "select coalesce(max(id), 0) from audit_event"
    page = open_as("iom_coordinator")
    before = town.sql(count)[0][0]
    page.goto(a_plan(0))
    page.locator("main .app-before a").click()
    name = page.get_by_role("heading", level=1).inner_text()
    page.goto("/area")
    rows = town.sql("select kind, about, detail::text, process from audit_event where id > %s order by id", before)
    opened = [row for row in rows if row[0] == "page.opened"]
    assert len(opened) == 2
    assert all(row[1] for row in opened)
    assert not any(part.lower() in row[2].lower() for row in rows for part in name.split())


def test_what_was_searched_enters_no_log(open_as, town):
    page = open_as("iom_coordinator")
    page.goto("/find")
    page.get_by_role("searchbox").first.fill("Quarrendonfield")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="What was found for “Quarrendonfield”").wait_for()
    assert "uarrendonfield" not in page.url.lower() and "uarrendonfield" not in page.title()
    assert town.sql("select count(*) from audit_event where detail::text ilike '%%quarrendonfield%%'")[0][0] == 0
    assert "uarrendonfield" not in (town.home / "web.log").read_text()


def test_after_signing_out_the_back_button_shows_nobody(open_as, a_plan):
    page = open_as("iom_coordinator")
    page.goto(a_plan(0))
    page.get_by_role("button", name="Sign out").click()
    page.go_back()
    page.wait_for_load_state()
    assert "/sign-in" in page.url or "One plan" not in page.locator("body").inner_text()
