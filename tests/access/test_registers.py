"""The registers in docs are what the declarations render to, and every view declares its page."""

from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from concerted.access import policies
from concerted.access.permissions import may, roles_that_may
from concerted.access.policies import rendered
from concerted.access.protection import PROTECTED
from concerted.access.register import permissions_page
from concerted.kernel.pages import Page

DOCS = Path(__file__).resolve().parents[2] / "docs"


def views() -> list[tuple[str, object]]:
    found, waiting = [], [("", entry) for entry in get_resolver().url_patterns]
    while waiting:
        prefix, entry = waiting.pop()
        if isinstance(entry, URLResolver):
            waiting += [(prefix + str(entry.pattern), each) for each in entry.url_patterns]
        elif isinstance(entry, URLPattern):
            found.append((prefix + str(entry.pattern), entry.callback))
    return sorted(found, key=lambda each: each[0])


@pytest.mark.parametrize(
    ("name", "text"), [("policies.sql", rendered), ("permissions.md", permissions_page)], ids=["policies", "roles"]
)
def test_a_register_is_fresh(monkeypatch, name, text):
    of_the_product = {label: p for label, p in PROTECTED.items() if not label.startswith("test_")}
    monkeypatch.setattr(policies, "PROTECTED", of_the_product)
    written = (DOCS / name).read_text(encoding="utf-8")
    assert written == text(), f"docs/{name} is stale: run `concerted access --write`."


def test_the_rendered_policies_name_every_protected_table_and_history():
    for protection in PROTECTED.values():
        assert f"create policy read on {protection.table} " in rendered()
        assert f"create policy read on {protection.history_table} " in rendered()


@pytest.mark.parametrize(("address", "view"), views(), ids=lambda value: value if isinstance(value, str) else "")
def test_every_address_declares_its_page(address, view):
    page = getattr(view, "page", None)
    assert isinstance(page, Page), f"{address}: the view declares no page."
    if page.permission is not None:
        assert roles_that_may(page.permission), f"{address}: no role may {page.permission}."
    if page.personal:
        assert page.permission is not None, f"{address} shows people to anybody."


def test_a_role_that_does_not_exist_may_nothing():
    assert not may("nobody", "today")
