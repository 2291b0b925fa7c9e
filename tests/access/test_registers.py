"""The registers in docs are what the declarations render to, and every view declares its page."""

from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from concerted.access import policies
from concerted.access.permissions import ROLES, may, roles_that_may
from concerted.access.policies import rendered
from concerted.access.protection import PROTECTED
from concerted.access.purposes import OF_PERMISSION, PURPOSES, contradictions, purpose_of
from concerted.access.register import permissions_page
from concerted.kernel.pages import Page
from concerted.web.demonstration.opened import opened

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
    ("name", "text"),
    [("policies.sql", rendered), ("permissions.md", lambda: permissions_page(opened()))],
    ids=["policies", "roles"],
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
    assert (purpose_of(page) is None) == (page.permission is None), address
    assert purpose_of(page) in (None, "own", *PURPOSES), address


def test_every_permission_stands_for_a_purpose_and_no_role_holds_one_for_another():
    assert set(OF_PERMISSION) == {name for role in ROLES.values() for name in role.permissions}
    assert {role.purpose for role in ROLES.values()} <= set(PURPOSES)
    assert contradictions() == []


def test_the_matrix_is_for_those_who_answer_for_sharing(client_for):
    page = client_for("data_protection_officer").get("/permissions?role=probation_officer")
    assert page.status_code == 200
    text = page.content.decode()
    assert "Probation officer" in text
    assert "custody" in text or "prison" in text
    assert client_for("agreement_owner").get("/permissions?role=<nobody>").status_code == 200
    assert client_for("housing_officer").get("/permissions").status_code == 403


def test_a_role_that_does_not_exist_may_nothing():
    assert not may("nobody", "today")
