"""An analyst reads figures: both measures, cut every way, with what is counted; never a person."""

import csv
import io
import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("town")]


def test_reoffending_says_the_rate_with_its_counts_interval_and_definition(open_as):
    page = open_as("analyst")
    page.get_by_role("link", name="Reoffending").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Is reoffending going down?")
    answer = page.locator(".app-answer").inner_text()
    said = re.search(r"([\d.]+)% reoffended within 3 months: ([\d,]+) of ([\d,]+) adults", answer)
    assert said is not None, answer
    rate, number, people = (float(part.replace(",", "")) for part in said.groups())
    assert rate == pytest.approx(100 * number / people, abs=0.05)
    assert re.search(r"likely between [\d.]+% and [\d.]+%", answer)
    counted = page.locator("main").inner_text()
    for part in (
        "Counted as having reoffended",
        "Out of",
        "95% interval (Wilson)",
        "Assumed",
        "Predicted rate",
        "Left out",
    ):
        assert part in counted
    expect(page.locator("svg[role=img]").first).to_be_visible()
    expect(page.get_by_role("table").first).to_contain_text("Provisional")


def test_every_cut_stays_in_the_address_and_the_two_families_are_never_on_one_chart(open_as):
    page = open_as("analyst")
    page.goto("/reoffending")
    page.get_by_label("Measure").select_option(label="Proven reoffending (12 + 6 months)")
    page.get_by_label("District").select_option(label="Colchester")
    page.get_by_label("Sex").select_option(label="Men")
    page.get_by_label("Age").select_option(label="18 and over")
    page.get_by_role("button", name="Show").click()
    assert "measure=proven" in page.url and "sex=" in page.url
    main = page.locator("main")
    expect(main).to_contain_text("Proven reoffending · Colchester · men")
    assert "within 3 months" not in main.inner_text().split("are not comparable")[0]
    page.reload()
    expect(page.get_by_label("District").locator("option:checked")).to_have_text("Colchester")


def test_the_table_and_the_picture_can_be_taken_along(open_as):
    page = open_as("analyst")
    page.goto("/reoffending")
    with page.expect_download() as got:
        page.get_by_role("link", name="table (CSV)").click()
    rows = list(csv.reader(io.StringIO(got.value.path().read_text(encoding="utf-8-sig"))))
    assert len(rows) > 10
    drawn = page.request.get(page.get_by_role("link", name="picture (SVG)").get_attribute("href"))
    assert drawn.status == 200
    assert drawn.headers["content-type"].startswith("image/svg+xml")
    assert "<svg" in drawn.text() and "<title" in drawn.text()


def test_people_are_closed_to_her_alike_there_or_not(open_as, town):
    page = open_as("analyst")
    reference = town.sql("select reference from people_person order by reference limit 1")[0][0]
    there, missing = page.request.get(f"/people/{reference}"), page.request.get("/people/C-000000")
    assert (there.status, missing.status) == (403, 403)
    without_tokens = [re.sub(r'value="[\w-]{64}"', "", answer.text()) for answer in (there, missing)]
    assert without_tokens[0] == without_tokens[1]


def test_each_question_behind_the_figure_has_a_page_with_one_chart_or_the_reason_why_not(open_as):
    page = open_as("analyst")
    for link in ("Is this quarter unusual?", "Which districts differ beyond chance?", "How soon do they reoffend?"):
        page.goto("/reoffending")
        page.get_by_role("link", name=link).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(link)
        expect(page.locator(".app-answer")).not_to_be_empty()
        assert page.locator("figure svg:visible").count() <= 1
    page.goto("/reoffending")
    for link, address in (
        ("People in the IOM cohort, beside people like them", "/managed"),
        ("Check a claim", "/claims"),
    ):
        expect(page.get_by_role("link", name=link)).to_have_attribute("href", address)


def test_a_district_on_the_map_leads_to_its_own_page_and_back(open_as):
    page = open_as("analyst")
    page.goto("/area")
    page.get_by_role("link", name="Epping Forest").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How much burglary was recorded in Epping Forest?")
    page.get_by_role("link", name="All districts, with the map").click()
    page.get_by_role("link", name="Which districts differ beyond chance").click()
    expect(page.locator(".app-answer")).to_contain_text("Epping Forest lies above")
    drawn = page.request.get(page.get_by_role("link", name="picture (SVG)").get_attribute("href"))
    assert drawn.status == 200
