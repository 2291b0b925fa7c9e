"""A new programme is one new folder: found by looking, with its plan page, and no edit anywhere else."""

import sys
from datetime import date
from html import unescape

import pytest

from concerted import programmes
from concerted.cases.actions.decide_case import decide_case
from concerted.cases.actions.propose_person import propose_person
from concerted.cases.programme import find_programmes

TODAY = date(2027, 3, 3)
DECLARED = """
from concerted.cases.programme import Pathway, Programme, Stage

PROGRAMME = Programme(
    code="street",
    title="Safer Streets",
    short="Streets",
    purpose="iom",
    regime="an invented one",
    scheme="iom",
    lead_role="iom_coordinator",
    subject_roles=("person supported",),
    stages=(
        Stage("begun", "Begun", following=("over",), open=True, managed=True),
        Stage("over", "Over", ends=True),
    ),
    pathways=(Pathway("home", "Somewhere to live"), Pathway("work", "Something to do")),
    meeting="Round",
)
"""


@pytest.fixture
def street(tmp_path, monkeypatch):
    folder = tmp_path / "street"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "programme.py").write_text(DECLARED)
    monkeypatch.setattr(programmes, "__path__", [*programmes.__path__, str(tmp_path)])
    find_programmes.cache_clear()
    yield
    find_programmes.cache_clear()
    for name in [n for n in sys.modules if n.startswith("concerted.programmes.street")]:
        del sys.modules[name]


def test_it_is_found_with_its_stages_and_pathways(street):
    assert find_programmes()["street"].pathway_titles == {"home": "Somewhere to live", "work": "Something to do"}


def test_it_has_a_plan_page_and_a_case_that_begins_and_ends(street, world, client_for):
    by = world.sign_in(world.lead)
    case = propose_person(person=world.person(), programme="street", because="Asked for help.", on=TODAY, by=by)
    page = unescape(client_for(world.lead).get(f"/cases/{case.pk}/plan").content.decode())
    assert "1. Somewhere to live" in page
    assert "0 of 2 pathways have been looked at." in page
    by = world.sign_in(world.lead)
    ended = decide_case(case=case.pk, to="over", because="Done.", decided_by="R. O", on=TODAY, by=by)
    assert ended.stage == "over"


def test_one_case_in_each_programme_stands_in_nobodys_way(street, world):
    case = world.adopt()
    by = world.sign_in(world.lead)
    assert propose_person(person=case.person_id, programme="street", because="Too.", on=TODAY, by=by).pk != case.pk
