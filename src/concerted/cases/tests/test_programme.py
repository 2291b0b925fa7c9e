from pathlib import Path

import pytest

from concerted.cases.programme import Pathway, Programme, Stage, find_programmes, programme

ROOM = Path(__file__).parent.parent


def made(**changed):
    given = {
        "code": "street",
        "title": "Safer Streets",
        "short": "Streets",
        "purpose": "street",
        "regime": "none",
        "scheme": "street",
        "lead_role": "lead",
        "subject_roles": ("person",),
        "stages": (
            Stage("begun", "Begun", following=("over",), open=True, managed=True),
            Stage("over", "Over", ends=True),
        ),
        "pathways": (Pathway("home", "A home"), Pathway("work", "Work")),
        "meeting": "Panel",
    }
    return Programme(**{**given, **changed})


def test_programmes_are_found_by_looking_and_have_seven_pathways_each_or_their_own():
    found = find_programmes()
    assert found, "no programme was found"
    for code, declared in found.items():
        assert declared.code == code
        assert declared.pathways
        assert declared.first_stage.open
        assert programme(code) is declared


def test_no_file_of_the_engine_names_a_programme():
    names = set(find_programmes())
    for path in ROOM.rglob("*"):
        if path.suffix in {".py", ".html", ".yaml"} and "tests" not in path.parts:
            words = set(
                path.read_text("utf-8").casefold().replace("_", " ").replace('"', " ").replace(".", " ").split()
            )
            assert not names & words, path


def test_every_stage_that_is_not_the_end_leads_somewhere():
    for declared in find_programmes().values():
        for stage in declared.stages:
            assert bool(stage.following) != stage.ends, f"{declared.code}: {stage.code}"


def test_stages_that_nothing_declares_are_refused():
    with pytest.raises(ValueError, match="nothing declares"):
        made(stages=(Stage("begun", "Begun", following=("gone",)),))


def test_a_stage_or_a_pathway_stands_once():
    with pytest.raises(ValueError, match="twice"):
        made(pathways=(Pathway("home", "A home"), Pathway("home", "A house")))
    with pytest.raises(ValueError, match="twice"):
        made(stages=(Stage("begun", "Begun"), Stage("begun", "Again")))


def test_the_stage_that_ends_a_case_is_found_from_where_it_stands():
    declared = made()
    assert declared.leaving_stage("begun").code == "over"
    with pytest.raises(LookupError):
        declared.leaving_stage("over")


def test_an_unknown_programme_says_its_code():
    with pytest.raises(LookupError, match="nowhere"):
        programme("nowhere")
