"""Every act writes its one audit event, every opened page about people one, a refused page none."""

import ast
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from concerted.access.permissions import ROLES
from concerted.web.testing.county import owner_sql

SOURCE = Path(__file__).resolve().parents[2] / "src" / "concerted"
ACTS = sorted(path for path in SOURCE.rglob("actions/*.py") if path.name != "__init__.py")


def calls(function: ast.FunctionDef) -> list[str]:
    named = (n.func for n in ast.walk(function) if isinstance(n, ast.Call))
    return [f.id for f in named if isinstance(f, ast.Name)]


def imported_acts(tree: ast.Module) -> set[str]:
    """Names that a module takes from modules of acts: an act that hands on to another leaves the event to it."""
    froms = (n for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.module and ".actions." in n.module)
    return {alias.name for each in froms for alias in each.names}


def events_of(tree: ast.Module, function: ast.FunctionDef, acts: set[str]) -> int:
    """How many events a function writes: its own, those of its module's functions, those of acts it hands on to."""
    inside = {n.name: n for n in tree.body if isinstance(n, ast.FunctionDef) and n is not function}
    total = 0
    for name in calls(function):
        total += name == "record" or name in acts
        if name in inside:
            total += events_of(tree, inside[name], acts)
    return total


@pytest.mark.parametrize("path", ACTS, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_an_act_writes_exactly_one_audit_event(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    acts = imported_acts(tree)
    public = [n for n in tree.body if isinstance(n, ast.FunctionDef) and not n.name.startswith("_")]
    assert public, "a module of acts without an act"
    assert {f.name: events_of(tree, f, acts) for f in public} == {f.name: 1 for f in public}


def plain_pages() -> list[tuple[str, object]]:
    """The addresses without parameters, with what they declare."""
    found, waiting = [], [("", entry) for entry in get_resolver().url_patterns]
    while waiting:
        prefix, entry = waiting.pop()
        if isinstance(entry, URLResolver):
            waiting += [(prefix + str(entry.pattern), each) for each in entry.url_patterns]
        elif isinstance(entry, URLPattern) and "<" not in prefix + str(entry.pattern):
            found.append((prefix + str(entry.pattern), entry.callback.page))
    return sorted(found, key=lambda each: each[0])


@pytest.mark.parametrize(("address", "page"), plain_pages(), ids=lambda value: value if isinstance(value, str) else "")
def test_a_page_about_people_leaves_one_event_when_it_opens_and_none_when_it_is_refused(client_for, address, page):
    for role, declared in ROLES.items():
        before = events()
        response = client_for(role).get(f"/{address}")
        assert response.status_code < 500, (role, response.status_code)
        if page.permission is not None and page.permission not in declared.permissions:
            assert response.status_code == 403, role
        opened = page.personal and response.status_code == 200
        assert events() - before == opened, (role, response.status_code)


def test_some_pages_about_people_are_opened_and_some_refused(client_for):
    pages = [(address, page) for address, page in plain_pages() if page.personal]
    said = {client_for(role).get(f"/{address}").status_code for role in ROLES for address, _ in pages}
    assert {200, 403} <= said


def events() -> int:
    return owner_sql("select count(*) from audit_event where kind = 'page.opened'")[0][0]


def test_the_details_of_reading_hold_codes_and_counts_only(client_for):
    client_for("iom_coordinator").get("/find?q=Featherstonehaugh&words=Kieran")
    client_for("iom_coordinator").get("/find?name=Featherstonehaugh")
    trail = owner_sql("select detail::text from audit_event")
    assert trail
    assert not any("feather" in detail.lower() or "kieran" in detail.lower() for (detail,) in trail)
