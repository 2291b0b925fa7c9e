"""Housing tells probation something about one person, probation reads exactly that, and housing ends it."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("town")]

SENTENCE = "We know him. Call S. Okonjo-Fairweather, 01632 960 103."


@pytest.fixture(scope="module")
def somebody_housed(town):
    """The reference of somebody of whom housing has shared nothing."""
    rows = town.sql(
        "select p.reference from people_record r join people_person p on p.id = r.person_id "
        "join partnership_agency g on g.id = r.agency_id where g.code = 'housing_colchester' "
        "and not exists (select 1 from access.access_disclosure d where d.subject_id = r.id) order by r.id"
    )
    return [row[0] for row in rows]


def choose(page, reference, what):
    page.goto(f"/people/{reference}")
    page.get_by_role("link", name="Share something").click()
    for name in what:
        page.get_by_label(name).check()
    page.get_by_label("With whom?").select_option(label="Probation: Probation officer")
    page.get_by_label("Until when?").fill("31/5/2027")
    page.get_by_role("button", name="See whether it is lawful").click()


@pytest.mark.parametrize("width", [1280, 390])
def test_one_click_shares_what_a_line_covers_and_the_other_side_reads_exactly_that(
    open_as, somebody_housed, faults, width
):
    reference = somebody_housed[width == 390]
    hers = open_as("housing_officer", width=width)
    choose(hers, reference, ["That the agency knows somebody"])
    expect(hers.locator("main")).to_contain_text("This is lawful.")
    expect(hers.locator("main")).to_contain_text(re.compile(r"Covered by line \d+ of IOM in the county"))
    assert faults(hers) == []
    hers.get_by_role("button", name="Share it").click()
    expect(hers.get_by_text("Say whom to call.").first).to_be_visible()
    hers.get_by_label("What is said, and whom to call?").fill(SENTENCE)
    hers.get_by_role("button", name="Share it").dblclick()
    expect(hers.get_by_role("status")).to_contain_text("It is shared.")
    expect(hers.locator("main .app-table__name")).to_have_count(1)

    his = open_as("probation_officer", width=width)
    his.goto("/sharing?category=knows&state=open")
    his.locator("main .app-table__name").first.click()
    expect(his.locator("main")).to_contain_text(SENTENCE)
    assert his.get_by_role("link", name="End it").count() == 0
    where = his.url

    hers.locator("main .app-table__name").click()
    hers.get_by_role("link", name="End it").click()
    hers.get_by_label("Why does it end?").fill("His sister works there.")
    hers.get_by_role("button", name="End it now").click()
    expect(hers.get_by_role("status")).to_contain_text("They see that it ended, not why.")
    his.goto(where)
    expect(his.locator("main")).to_contain_text("It ended on")
    expect(his.locator("main")).not_to_contain_text("sister")
    expect(his.locator("main")).not_to_contain_text(SENTENCE)


def test_what_is_blocked_leads_to_a_consent_and_taking_it_back_stops_it(open_as, somebody_housed, faults):
    reference = somebody_housed[2]
    page = open_as("housing_officer")
    choose(page, reference, ["Addresses"])
    expect(page.locator("main")).to_contain_text("No line of an agreement in force lets Probation have this")
    asked = page.url
    page.get_by_role("link", name="Record a consent").click()
    page.get_by_label("Who somebody is").check()
    page.get_by_label("Addresses").check()
    page.get_by_label("Probation", exact=True).check()
    page.get_by_label("For which purpose?").select_option(label="Managing offenders together (IOM)")
    page.get_by_label("Face to face").check()
    page.get_by_label("In which words?").fill("May probation know where you live? Yes.")
    page.get_by_label("When was it given?").fill("24/11/2026")
    page.get_by_label("Until when does it hold?").fill("30/6/2027")
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_role("status")).to_contain_text("The consent is written down.")

    page.goto(asked)
    expect(page.locator("main")).to_contain_text("Covered by a consent that is in date.")
    page.get_by_role("button", name="Share it").click()
    expect(page.get_by_role("status")).to_contain_text("It is shared.")
    his = open_as("probation_officer")
    assert his.goto(f"/people/{reference}").status == 200

    page.get_by_role("link", name=re.compile("consented to")).click()
    page.locator("main .app-table__name").click()
    page.get_by_role("link", name="Take it back").click()
    expect(page.locator("main")).to_contain_text("2 disclosures stop, at once.")
    assert faults(page) == []
    page.get_by_label("What did they say, and how?").fill("Rang.")
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_role("status")).to_contain_text("what rested on it has stopped")
    page.get_by_role("link", name="The letter").click()
    expect(page.locator("main")).to_contain_text("who you are and where you live")
    his.goto("/sharing?rests_on=consent")
    expect(his.locator("main")).to_contain_text("Ended")


def test_an_override_is_asked_for_its_power_and_reason_and_the_officer_finds_it(open_as, town):
    rows = town.sql(
        "select p.reference from people_record r join people_person p on p.id = r.person_id "
        "join partnership_agency g on g.id = r.agency_id where g.code = 'probation' "
        "and not exists (select 1 from access.access_disclosure d where d.subject_id = r.id) order by r.id limit 1"
    )
    page = open_as("probation_officer")
    page.goto(f"/people/{rows[0][0]}/share")
    page.get_by_label("Addresses").check()
    page.get_by_label("With whom?").select_option(label="Colchester housing: Housing officer")
    page.get_by_label("Until when?").fill("30/11/2026")
    page.get_by_role("button", name="See whether it is lawful").click()
    page.get_by_role("button", name="Override, and share it").click()
    expect(page.get_by_text("Name the power that you rely on.").first).to_be_visible()
    page.get_by_label("Which power do you rely on?").select_option(index=1)
    page.get_by_label("Why?", exact=True).fill("He is in danger tonight.")
    page.get_by_role("button", name="Override, and share it").click()
    expect(page.get_by_role("status")).to_contain_text("It is shared.")
    page.goto("/sharing?rests_on=override&state=open")
    page.locator("main .app-table__name").first.click()
    expect(page.locator("main")).to_contain_text("He is in danger tonight.")
