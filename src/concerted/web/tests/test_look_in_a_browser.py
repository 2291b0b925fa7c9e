"""The gallery in Debian's Chromium: no fault found by axe, no sideways scroll, on a desk and on a phone."""

import shutil
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from concerted.web.tests.gallery import drawing
from concerted.web.tests.gallery.pages import PAGES

pytestmark = pytest.mark.browser

REPO = Path(__file__).parents[4]
AXE = REPO / "node_modules/axe-core/axe.min.js"
POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'"
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
]  # fmt: skip


@pytest.fixture(scope="module")
def browser():
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path="/usr/bin/chromium", args=QUIET)
        yield opened
        opened.close()


@pytest.fixture(params=[1280, 390, 360])
def sheet(request, browser):
    page = browser.new_page(viewport={"width": request.param, "height": 800})
    yield page
    page.close()


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_page_has_no_fault_and_fits_its_width(name, sheet, tmp_path):
    template, context = PAGES[name]
    sheet.goto(drawing.draw(template, context(), tmp_path).as_uri())
    if name != "printed":
        assert sheet.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    sheet.evaluate(AXE.read_text())
    found = sheet.evaluate("axe.run({resultTypes: ['violations']})")
    assert [(fault["id"], [node["target"] for node in fault["nodes"]]) for fault in found["violations"]] == []
    assert len(found["passes"]) > 10


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_page_breaks_no_line_of_the_policy(name, browser):
    template, context = PAGES[name]
    html = drawing.drawn(template, context())
    complaints: list[str] = []

    def answer(route):
        path = urlsplit(route.request.url).path
        if path == "/":
            return route.fulfill(body=html, headers={"content-type": "text/html", "content-security-policy": POLICY})
        return route.fulfill(path=drawing.static_file(path.removeprefix("/static/")))

    page = browser.new_page()
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("requestfailed", lambda request: complaints.append(request.url))
    page.route("**/*", answer)
    page.goto("http://concerted.test/")
    assert page.evaluate("document.styleSheets.length") >= 2
    page.close()
    assert complaints == []


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs the Debian package poppler-utils")
def test_every_sheet_of_a_long_print_carries_its_handling_line_and_foot(browser, tmp_path):
    template, context = PAGES["printed"]
    long = context()
    long["bands"] = long["bands"] * 8
    page = browser.new_page()
    page.goto(drawing.draw(template, long, tmp_path).as_uri())
    (tmp_path / "long.pdf").write_bytes(page.pdf(prefer_css_page_size=True))
    sheets = subprocess.run(["pdftotext", "-layout", tmp_path / "long.pdf", "-"], capture_output=True, text=True).stdout
    parts = sheets.strip("\f\n").split("\f")
    assert len(parts) >= 3
    for number, sheet_text in enumerate(parts, start=1):
        assert "OFFICIAL-SENSITIVE" in sheet_text and "Reference P-4T9X2K" in sheet_text
        assert f"Page {number} of {len(parts)}" in sheet_text
        assert "For writing" in sheet_text


def test_the_menu_of_a_phone_works_without_scripts(browser, tmp_path):
    template, context = PAGES["today"]
    page = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800}).new_page()
    page.goto(drawing.draw(template, context(), tmp_path).as_uri())
    page.get_by_role("link", name="Menu", exact=True).click()
    assert page.get_by_role("navigation", name="Menu").get_by_role("link", name="Selection").is_visible()


def test_the_filters_of_a_phone_open_without_scripts(browser, tmp_path):
    template, context = PAGES["selection"]
    page = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800}).new_page()
    page.goto(drawing.draw(template, context(), tmp_path).as_uri())
    assert not page.get_by_label("District").is_visible()
    page.get_by_role("link", name="Change what is shown").click()
    assert page.get_by_label("District").is_visible()


def test_what_a_choice_asks_for_appears_with_the_choice(browser, tmp_path):
    template, context = PAGES["decision"]
    page = browser.new_page()
    page.goto(drawing.draw(template, context(), tmp_path).as_uri())
    asked = page.get_by_label("Who holds it instead")
    assert not asked.is_visible()
    page.get_by_label("Do not adopt").check()
    assert asked.is_visible()
