"""Slots of lower pages: filled by upper rooms in order, and empty without a trace where there is nothing to say."""

from types import SimpleNamespace

import pytest
from django.template import Context, engines

from concerted.kernel.panels import Panel
from concerted.web.templatetags import slots


@pytest.fixture
def rendered(monkeypatch):
    """Render a slot that the given panels fill, as an IOM co-ordinator, each by a template that prints `words`."""
    monkeypatch.setattr(slots, "today", lambda: None)
    monkeypatch.setattr(slots, "render_to_string", lambda name, context, request: f"[{context['words']}]")

    def render(*panels: Panel) -> str:
        monkeypatch.setattr(slots, "panels_of", lambda slot: iter(panels))
        request = SimpleNamespace(viewer=SimpleNamespace(role_class="iom_coordinator"))
        template = engines["django"].from_string('{% panels "person.side" person as side %}<{{ side }}>')
        context = {"person": "an id", "words": "of the page", "request": request}
        return str(template.template.render(Context(context)))

    return render


def panel(words: str | None, permission: str = "") -> Panel:
    return Panel("person.side", 1, "any.html", lambda viewer, day, subject: words and {"words": words}, permission)


def test_panels_stand_in_their_order_with_their_own_words(rendered):
    assert rendered(panel("one"), panel("two")) == "<[one][two]>"


def test_a_panel_with_nothing_to_say_leaves_nothing(rendered):
    assert rendered(panel(None)) == "<>"


def test_a_panel_that_the_role_may_not_open_is_not_even_asked(rendered):
    assert rendered(panel("secret", "imports"), panel("open", "people.read")) == "<[open]>"
