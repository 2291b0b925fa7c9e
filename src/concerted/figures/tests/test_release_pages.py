"""The pages of releasing and of what is public."""

import csv
import io
import re

import pytest
from django.test import Client

from concerted.figures.actions.release_cells import release_cells
from concerted.figures.models import Release
from concerted.figures.releases.drafting import Wanted
from concerted.figures.tests.conftest import AT, YEAR_END, more, write_run
from concerted.kernel.identifiers import new_id

SLUG = "proven-year-to-2025-12"


def words(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


@pytest.fixture
def released(as_role):
    write_run()
    wanted = Wanted("proven", YEAR_END, (("area",),), by_quarter=False)
    return release_cells(wanted=wanted, title="How many reoffended?", at=AT, by=as_role("analyst"), identifier=new_id())


def sent(**more_fields):
    given = {"measure": "proven", "ends_on": "2025-12-31", "by": "area", "quarters": "", "title": "How many?"}
    return given | {"identifier": str(new_id()), "sure": "on"} | more_fields


def test_nothing_measured_nothing_complete_and_nothing_released_are_said(client_for):
    assert "nothing has been measured" in words(client_for("analyst").get("/release"))
    assert "Nothing is released yet" in words(Client().get("/figures"))
    write_run(provisional=("2025Q4",))
    said = words(client_for("analyst").get("/release"))
    assert "no year is complete" in said and "provisional figures are never released" in said


def test_only_what_was_measured_is_offered_and_no_two_measures_are_called_the_same(client_for):
    write_run()
    write_run(measure="proven-twelve-month")
    choices = re.findall(
        r"<option[^>]*>([^<]*)", client_for("analyst").get("/release").content.decode().split("</select>")[0]
    )
    assert len(choices) == len(set(choices)) == 2
    assert not any("Youth" in name for name in choices)


def test_only_posts_that_release_open_the_page(client_for):
    assert client_for("iom_coordinator").get("/release").status_code == 403
    assert Client().get("/release").status_code == 302


def test_the_preview_shows_what_would_be_public_what_is_hidden_and_why_and_the_settings(client_for):
    write_run()
    said = words(client_for("analyst").get("/release?by=area"))
    assert "would be public, 2 hidden" in said
    assert "few people" in said and "would give another away" in said
    assert "our choice" in said
    assert Release.objects.count() == 0


def test_it_is_released_after_the_confirmation_alone_and_once_for_two_clicks(client_for):
    write_run()
    client = client_for("analyst")
    answer = client.post("/release", sent(sure=""))
    assert "Nothing is released yet" in words(answer) and Release.objects.count() == 0
    once = sent()
    first, second = client.post("/release", once), client.post("/release", once)
    assert first["Location"] == second["Location"] == f"/figures/{SLUG}?said=released"
    assert Release.objects.count() == 1
    assert "It is public now" in words(client.get(first["Location"]))


def test_somebody_who_comes_second_is_told_and_keeps_what_was_typed(client_for):
    write_run()
    client = client_for("analyst")
    client.post("/release", sent())
    answer = client.post("/release", sent(title="Mine"))
    assert "counts some of the same people" in words(answer)


def test_the_public_reads_answer_table_hidden_definition_and_data_version(released):
    page = Client().get(f"/figures/{SLUG}")
    said = words(page)
    assert "About 39.0% reoffended within 12 months: 690 of 1,770" in said
    assert "Hidden: fewer than 10 people." in said
    assert "Adults; the definition." in said and "dddd dddd" in said
    assert "would give another away" not in said and "few people</span>" not in page.content.decode()
    assert "How many reoffended?" in words(Client().get("/figures"))
    assert not page.cookies


def test_the_file_holds_every_cell_and_none_of_what_is_hidden(released):
    answer = Client().get(f"/figures/{SLUG}/edition-1/table.csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode())))
    hidden = [row for row in rows if "hidden" in row[5:6]]
    assert len(hidden) == 2
    assert all(row[6:] == ["", "", "", ""] for row in hidden)


@pytest.mark.parametrize("path", [f"{SLUG}/edition-7", "no-such", f"{SLUG}/edition-7/table.csv"])
def test_what_is_not_there_is_not_found(released, path):
    assert Client().get(f"/figures/{path}").status_code == 404


def test_a_correction_shows_what_would_move_and_then_what_moved_and_why(released, client_for):
    client = client_for("analyst")
    assert "Nothing that could be told has moved" in words(client.get(f"/release/{SLUG}"))
    write_run(more(E07000071=(10, 5)))
    page = words(client.get(f"/release/{SLUG}"))
    assert "would move" in page and "295 of 760, 590 reoffences" in page
    form = {"edition": "1", "identifier": str(new_id()), "sure": "on"}
    assert "Say why the figures are corrected." in words(client.post(f"/release/{SLUG}", form))
    done = client.post(f"/release/{SLUG}", form | {"why": "Late convictions came in"})
    assert done["Location"] == f"/figures/{SLUG}?said=corrected"
    public = words(Client().get(f"/figures/{SLUG}"))
    assert "Late convictions came in" in public and "What moved" in public
    assert "This edition was corrected" in words(Client().get(f"/figures/{SLUG}/edition-1"))


@pytest.mark.parametrize("asked", ["measure=%00", "ends_on=%00&by=%00", "measure=nothing&by=nowhere&quarters=x"])
def test_an_address_with_bad_choices_never_breaks_the_page(client_for, asked):
    write_run()
    assert client_for("analyst").get(f"/release?{asked}").status_code == 200
