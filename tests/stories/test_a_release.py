"""A release: an analyst looks at what would be public, confirms, and anybody reads it; nobody else releases."""

import csv
import io
import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("town")]


def test_anybody_reads_the_released_figure_with_what_it_stands_on(window, faults):
    for width in (1280, 390):
        page = window(width=width, bypass_csp=True).new_page()
        page.goto("/")
        page.get_by_role("link", name="What our figures show").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("What do our figures show?")
        page.get_by_role("link", name=re.compile("How many reoffended within 12 months")).first.click()
        main = page.locator("main")
        expect(page.locator(".app-answer")).to_contain_text(re.compile(r"About [\d.]+% reoffended within 12 months"))
        for part in (
            "Out of",
            "Likely between",
            "our choice",
            "of the rounded counts",
            "Where it comes from",
            "Editions",
        ):
            expect(main).to_contain_text(part)
        expect(main).not_to_contain_text("would give another away")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert faults(page) == []
    assert page.context.cookies() == []


def test_the_file_gives_every_cell_and_nothing_of_a_hidden_one(window):
    page = window().new_page()
    page.goto("/figures")
    page.locator("main h2 a").first.click()
    with page.expect_download() as got:
        page.get_by_role("link", name="table (CSV)").click()
    rows = [row for row in csv.reader(io.StringIO(got.value.path().read_text())) if len(row) == 10]
    assert {row[5] for row in rows[1:]} <= {"shown", "hidden", "not released"}
    assert all(not any(row[6:]) for row in rows[1:] if row[5] != "shown")


def test_an_analyst_sees_what_would_be_public_and_why_the_rest_is_hidden_then_releases_once(open_as, town, faults):
    page = open_as("analyst", bypass_csp=True)
    page.goto("/release")
    page.get_by_label("Measure").select_option(label="Local adult reoffending (3 + 3 months)")
    page.get_by_label("Broken down by").select_option(label="Nothing: the county alone")
    page.get_by_role("button", name="Look at this").click()
    main = page.locator("main")
    expect(main).to_contain_text("would be public")
    expect(main).to_contain_text("provisional and not offered")
    assert faults(page) == []
    page.get_by_role("button", name="Release these figures").click()
    expect(main).to_contain_text("Nothing is released yet")
    page.get_by_label("I have looked at every table").check()
    page.get_by_role("button", name="Release these figures").dblclick()
    expect(page.get_by_role("status")).to_contain_text("It is public now")
    assert town.sql("select count(*) from figures_release where measure = 'local-adult'") == [(1,)]
    assert town.sql("select count(*) from audit_event where kind = 'figures.released' and post_id is not null") == [
        (1,)
    ]
    page.goto("/release?measure=local-adult&by=sex")
    expect(main).to_contain_text("This is public already, or shares people with what is.")


def test_a_correction_without_news_of_enough_people_is_not_offered(open_as):
    page = open_as("analyst")
    page.goto("/figures")
    page.locator("main h2 a").last.click()
    page.get_by_role("link", name="Correct these figures").click()
    expect(page.locator(".app-answer")).to_contain_text("Nothing that could be told has moved.")


def test_nobody_else_is_offered_the_release_of_figures(open_as):
    page = open_as("iom_coordinator")
    page.goto("/figures")
    assert page.get_by_role("link", name="Release figures").count() == 0
    assert page.goto("/release").status == 403
