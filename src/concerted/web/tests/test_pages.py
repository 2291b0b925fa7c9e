"""What every page keeps to, whatever it shows."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from concerted.web.tests.gallery import drawing
from concerted.web.tests.gallery.pages import PAGES

SOURCES = sorted(p for folder in ("templates", "tests/gallery") for p in (drawing.WEB / folder).rglob("*.html"))
drawing.set_up()


@pytest.fixture(params=sorted(PAGES))
def page(request):
    template, context = PAGES[request.param]
    return drawing.drawn(template, context())


class _Ids(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.leads: list[str] = []

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if name == "id":
                self.ids.append(value)
            if name in {"aria-labelledby", "aria-describedby", "for"}:
                self.leads += value.split()


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(drawing.WEB)))
def test_no_template_carries_a_style_or_a_script_that_the_policy_refuses(path: Path):
    text = path.read_text()
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style|javascript:", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)
    assert "//" not in re.sub(r"\{%.*?%\}", "", text).replace("<!doctype", "")


def test_a_page_has_one_heading_a_title_and_a_way_to_its_content(page):
    assert page.count("<h1") == 1
    assert re.search(r"<title>[^<]{4,}</title>", page)
    assert 'lang="en-GB"' in page
    assert page.count("<main") == 1


def test_ids_are_single_and_every_reference_leads_somewhere(page):
    found = _Ids()
    found.feed(page)
    assert len(found.ids) == len(set(found.ids))
    assert set(found.leads) <= set(found.ids)


def test_no_cell_is_empty_but_those_for_writing(page):
    empty = re.findall(r"<(t[dh])([^>]*)>\s*</\1>", page)
    assert all("app-writing" in attributes or "app-w-bar" in attributes for _, attributes in empty)


def test_words_to_avoid_do_not_appear(page):
    text = re.sub(r"<[^>]+>", " ", page).lower()
    for word in ("submit", "access denied", "please", "successfully", "dashboard", "insight", "error occurred"):
        assert word not in text


def test_the_answer_for_a_hidden_record_has_no_token_and_no_form_that_needs_one():
    template, context = PAGES["nothing_here"]
    page = drawing.drawn(template, context() | {"csrf_token": "one"})
    assert "csrfmiddlewaretoken" not in page
    assert page == drawing.drawn(template, context() | {"csrf_token": "another"})


def test_other_partner_pages_carry_a_token_to_sign_out():
    template, context = PAGES["today"]
    assert "csrfmiddlewaretoken" in drawing.drawn(template, context() | {"csrf_token": "one"})


def test_a_single_post_offers_no_change_of_post():
    template, context = PAGES["today"]
    assert "Change post" not in drawing.drawn(template, context())
    several = context() | {"frame": context()["frame"] | {"several_posts": True}}
    assert "Change post" in drawing.drawn(template, several)


def test_the_emergency_numbers_come_first_on_the_front_page():
    template, context = PAGES["front"]
    page = drawing.drawn(template, context())
    assert page.index("Call 999") < page.index("<h1")
    assert "press 55" in page
