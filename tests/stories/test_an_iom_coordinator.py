"""An IOM co-ordinator's day: Today, Selection, a person, a decision, the plan, leaving, and a doubtful link."""

import re
import time

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("town")]


def test_she_lands_on_today_in_three_parts_with_the_most_urgent_first(open_as):
    page = open_as("iom_coordinator")
    expect(page).to_have_url(re.compile("/today$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("What needs you today")
    for part in ("Decide", "Chase", "Coming"):
        expect(page.get_by_role("heading", name=part, exact=True)).to_be_visible()
    expect(page.locator(".app-answer")).to_contain_text(
        re.compile(r"\d+ things? to decide.*to chase.*Since Monday", re.S)
    )
    main = page.locator("main")
    expect(main).to_contain_text("Overdue")
    expect(main).to_contain_text("Two records may be one person")
    assert page.get_by_role("row").filter(has=page.get_by_role("rowheader")).count() <= 24


def test_the_filters_of_selection_stay_in_the_address(open_as):
    page = open_as("iom_coordinator")
    page.get_by_role("link", name="Selection").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Who should the panel talk about, and why?")
    main = page.locator("main")
    expect(main).to_contain_text("The list does not decide: a named person does, with reasons.")
    expect(main).to_contain_text("Harm points measure sentences, not suffering")
    page.get_by_label("Likelihood").select_option(label="Any")
    page.get_by_label("District").select_option(label="Colchester")
    page.get_by_role("button", name="Apply").click()
    assert "likelihood=0" in page.url and "district=E0" in page.url
    page.reload()
    expect(page.get_by_label("District").locator("option:checked")).to_have_text("Colchester")
    assert "Tendring" not in page.locator("tbody").first.inner_text()


def test_a_persons_page_tells_what_happened_why_it_is_one_person_and_why_harm_and_likelihood(open_as):
    page = open_as("iom_coordinator")
    page.goto("/cohort")
    page.locator("th[scope=row] a").first.click()
    main = page.locator("main")
    expect(main).to_contain_text("What happened, across agencies")
    expect(main).to_contain_text("Why we believe this is one person")
    expect(main).to_contain_text(re.compile("records?, .*one person"))
    expect(main).to_contain_text("not a forecast of")
    expect(main).to_contain_text("not the suffering they cause")
    expect(main).to_contain_text("Shown, not counted")
    expect(main).to_contain_text("This page shows the records that your post may see.")
    whys = page.locator("main details").filter(has_text="Why?")
    assert whys.count() >= 3
    whys.last.locator("summary").click()
    expect(whys.last).to_contain_text(re.compile(r"[a-z_]+\.[a-z_]+"))
    page.get_by_role("link", name="Records and identity").click()
    expect(page.get_by_role("table").first).to_contain_text("Their number")


def decided(page, outcome, because):
    """Fill in what every decision says."""
    page.get_by_label(outcome, exact=True).check()
    page.get_by_label("Why?").fill(because)
    page.get_by_label("Who decided?").fill("Inspector Tobias Ferncastle")


def test_she_proposes_somebody_records_the_decision_and_the_later_parts_stand_on_today(open_as, town):
    page = open_as("iom_coordinator")
    page.goto("/selection")
    page.get_by_label("Likelihood").select_option(label="Any")
    page.get_by_label("Show", exact=True).select_option(label="Not in the cohort")
    page.get_by_role("button", name="Apply").click()
    row = page.get_by_role("row").filter(has=page.get_by_role("link", name=re.compile(r"^Propose\b"))).first
    name = row.get_by_role("rowheader").get_by_role("link").inner_text()
    row.get_by_role("link", name=re.compile(r"^Propose\b")).click()
    page.get_by_role("button", name="Propose to the panel").click()
    expect(page.locator("main")).to_contain_text("Nobody is proposed yet")
    page.get_by_label("Why?").fill("New convictions this year, and no address since the spring.")
    page.get_by_role("button", name="Propose to the panel").click()
    expect(page.get_by_role("status")).to_be_visible()

    page.goto("/today?all=decide")
    page.get_by_role("row").filter(has_text=surname(name)).get_by_role("link", name="Read proposal").click()
    main = page.locator("main")
    expect(main).to_contain_text("New convictions this year, and no address since the spring.")
    assert page.locator("input[type=radio]:checked").count() == 0
    page.get_by_role("button", name="Record the decision").click()
    expect(main).to_contain_text("The decision is not recorded yet")
    decided(page, "Adopt", "Recent convictions; joint work is meant to keep an address this time.")
    page.get_by_role("group", name="Fixed, Flex or Free").get_by_label("Later").check()
    page.get_by_role("group", name="Colour to begin with").get_by_label("Red").check()
    page.get_by_label("Later, by a date").check()
    page.get_by_label("By which day?").fill("1/12/2026")
    page.get_by_role("button", name="Record the decision").click()
    expect(page.get_by_role("status")).to_be_visible()

    page.goto("/today?all=decide")
    later = page.get_by_role("row").filter(has_text=surname(name)).filter(has_text="Adopted 24 November")
    expect(later.first).to_contain_text("By 1 December")
    later.first.get_by_role("link", name="Say when").click()
    page.get_by_label("When was the person told?").fill("24/11/2026")
    page.locator("main form button.govuk-button").click()
    expect(page.get_by_role("status")).to_be_visible()
    page.goto("/today?all=decide")
    page.get_by_role("row").filter(has_text=surname(name)).get_by_role("link", name="Say which").click()
    page.get_by_label("Fixed", exact=True).check()
    page.locator("main form button.govuk-button").click()
    page.goto("/today?all=decide")
    assert page.get_by_role("row").filter(has_text=surname(name)).filter(has_text="Adopted 24 November").count() == 0
    page.goto("/cohort")
    row = page.get_by_role("row").filter(has_text=surname(name))
    expect(row).to_contain_text("Red")
    expect(row).to_contain_text("Fixed")


def surname(name):
    """The family name, in whatever case a page writes it."""
    return re.compile(re.escape(name.split()[-1]), re.I)


def test_she_plans_over_seven_pathways_with_housing_and_probation(open_as, a_plan):
    page = open_as("iom_coordinator")
    page.goto(a_plan(3))
    assert page.locator("tr.app-group").count() == 7
    page.locator("main a[href*='/needs/']").first.click()
    page.get_by_label("What is needed?").fill("Somewhere to live that is not with the cousin")
    page.get_by_role("button", name="Write it down").click()
    expect(page.locator("main")).to_contain_text("Somewhere to live that is not with the cousin")
    for agency, words in (("Colchester housing", "Look for a flat"), ("Probation", "Go along to the viewing")):
        page.get_by_role("link", name="Add an action", exact=True).first.click()
        page.get_by_label("Pathway").select_option(label="Accommodation")
        page.get_by_label("What is to be done?").fill(words)
        page.get_by_label("Who does it?").select_option(label=agency)
        page.get_by_label("By when?").fill("27 November 2026")
        page.get_by_role("button", name="Ask for it").click()
        expect(page.get_by_role("row").filter(has_text=words).first).to_contain_text("Not yet accepted")
    page.get_by_role("link", name="Colchester housing", exact=True).click()
    exactly = page.get_by_role("region", name="Exactly what Colchester housing reads")
    expect(exactly).to_contain_text("Look for a flat by 27 November 2026")
    assert "Go along to the viewing" not in exactly.inner_text()


def test_somebody_leaves_with_a_reason_and_the_cohort_is_one_fewer(open_as, a_plan):
    page = open_as("iom_coordinator")
    page.goto("/cohort")
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader")).last
    name = row.get_by_role("rowheader").get_by_role("link").inner_text()
    row.get_by_role("link", name=re.compile("^Leave")).click()
    expect(page.locator("main")).to_contain_text("Rule iom.may_leave")
    page.get_by_role("button", name=re.compile("^Record that")).click()
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    page.get_by_label("Why?").fill("Settled in an address and in work; probation goes on with the order alone.")
    page.get_by_label("Who decided?").fill("Inspector Tobias Ferncastle")
    page.get_by_role("button", name=re.compile("^Record that")).click()
    expect(page.get_by_role("status")).to_be_visible()
    page.goto("/cohort")
    assert page.get_by_role("rowheader").filter(has_text=name).count() == 0
    page.goto("/cohort/left")
    expect(page.locator("main")).to_contain_text("Settled in an address and in work")


def page_of(town, record):
    """The reference of the person to whom a record belongs now."""
    query = "select p.reference from people_person p join people_record r on r.person_id = p.id where r.id = %s"
    return town.sql(query, record)[0][0]


def test_a_doubtful_link_is_accepted_and_taken_back_and_the_records_move(open_as, town):
    query = "select id, record_l_id, record_r_id from people_link where state = 'doubtful' order by id desc limit 1"
    link, left, right = town.sql(query)[0]
    page = open_as("iom_coordinator")
    page.goto(f"/links/{link}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Are these two records one person?")
    expect(page.locator("main")).to_contain_text("What speaks for and against")
    page.get_by_role("button", name="Record the ruling").click()
    expect(page.locator("main")).to_contain_text("The ruling is not recorded yet")
    page.get_by_label("Yes, one person").check()
    page.get_by_label("Why?").fill("Both numbers were read out on the telephone today.")
    page.get_by_role("button", name="Record the ruling").click()
    expect(page.get_by_role("status")).to_contain_text("Recorded: one person.")
    until(lambda: page_of(town, left) == page_of(town, right))
    page.reload()
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_role("status")).to_contain_text("Taken back.")
    until(lambda: page_of(town, left) != page_of(town, right))


def until(holds, seconds=30):
    """Wait for the engine."""
    last = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < last
        time.sleep(0.3)
