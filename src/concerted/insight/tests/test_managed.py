"""S26: what happened to the managed cohort is shown beside a sham cohort chosen the same way, or not at all."""

import csv
import io
import re
from datetime import date, timedelta
from html import unescape
from pathlib import Path

import pytest

import concerted
from concerted.analytics.evaluation.falling_back import WARNING
from concerted.analytics.evaluation.sham import MATCHING
from concerted.figures.models import BeforeAfter
from concerted.insight.managed import query, views
from concerted.insight.managed.run import measure_managed
from concerted.insight.snapshot import take
from concerted.insight.tests.crowds import Did, adopt, crowd
from concerted.web.testing.county import AS_AT
from concerted.web.testing.engine import as_engine

ADOPTED = date(2025, 6, 2)
SOURCE = Path(concerted.__file__).parent


def offences(before=3, after=1):
    """So many offences in the 12 months before the day, and after it; the first of all long ago."""
    return [
        Did(date(2020, 1, 5)),
        *(Did(ADOPTED - timedelta(days=40 + 30 * turn)) for turn in range(before)),
        *(Did(ADOPTED + timedelta(days=120 + 30 * turn)) for turn in range(after)),
    ]


@pytest.fixture
def cohort(county):
    """Twelve people adopted, of whom one left, and sixty others with as many offences before."""
    for number, person in enumerate(crowd([offences()] * 12)):
        adopt(person, ADOPTED, ADOPTED + timedelta(days=60) if number == 3 else None)
    crowd([offences(after=2)] * 60)


@pytest.fixture
def measured(tmp_path):
    """Follow the cohort anew, and return the run."""

    def run():
        with as_engine():
            return next(
                run for run in measure_managed(take(tmp_path / "snapshot", AS_AT)) if run.measure == "managed-iom"
            )

    return run


def text_of(client, path="/managed"):
    answer = client.get(path)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_both_groups_stand_side_by_side_with_both_ratios_and_no_cause(cohort, measured, client_for):
    run = measured()
    rows = {row.who: row for row in BeforeAfter.objects.using("engine").filter(run=run)}
    assert [(row.people, row.before, row.after) for row in (rows["managed"], rows["sham"])] == [
        (10, 30, 10),
        (10, 30, 20),
    ]
    text = text_of(client_for("analyst"))
    assert (
        "Proven offences of 10 people went from 30 to 10, and of 10 people chosen the same way but not adopted" in text
    )
    assert "0.33 after for each one before, beside 0.67" in text
    assert WARNING in text and MATCHING in text and "No evidence of effect is not evidence of no effect." in text
    assert not re.search(r"\b(caused|because of the scheme|thanks to|works|effective|reduced by the scheme)\b", text)


def test_people_are_added_ten_at_a_time_and_the_others_are_counted(cohort, measured):
    assert measured().left_out["people who wait until a whole wave is followed"] == 2


def test_the_files_carry_the_warning_and_both_groups(cohort, measured, client_for):
    measured()
    client = client_for("analyst")
    rows = list(csv.reader(io.StringIO(text_of(client, "/managed/table.csv"))))
    named = {row[0]: row[1:] for row in rows if row}
    assert (named["Adopted"][:3], named["Sham cohort"][:3]) == (["10", "30", "10"], ["10", "30", "20"])
    assert float(named["adopted beside sham cohort"][3]) == pytest.approx(0.5)
    assert (named["warning"], named["assumed"]) == ([WARNING], [MATCHING])
    assert views.FOOT in text_of(client, "/managed/picture.svg")


def test_too_early_is_said_with_the_month_and_neither_before_nor_after(measured, county, client_for):
    for number, person in enumerate(crowd([offences()] * 12)):
        adopt(person, AS_AT - timedelta(days=30 * number))
    run = measured()
    assert not BeforeAfter.objects.using("engine").filter(run=run, who="sham").exists()
    text = text_of(client_for("analyst"))
    assert "Too early to say." in text
    assert "10 have at the earliest in August 2028." in text
    assert "Adopted</th>" not in text and "12 people whose 12 months and 6 for proof are not over" in text


def test_without_anybody_like_them_nothing_is_shown(measured, county, client_for):
    for person in crowd([offences()] * 12):
        adopt(person, ADOPTED)
    measured()
    text = text_of(client_for("analyst"))
    assert "for fewer than 10 of them the list of the day holds anybody like them" in text
    assert "went from" not in text and "12 people with nobody like them" in text


def test_nobody_who_is_or_was_managed_near_the_day_is_in_the_sham_cohort(measured, county):
    for number, person in enumerate(crowd([offences()] * 24)):
        adopt(person, ADOPTED if number < 12 else ADOPTED + timedelta(days=300))
    assert measured().left_out["people with nobody like them on the list of the day"] == 12


def test_s26_a_row_of_the_managed_alone_is_never_shown(cohort, measured, client_for):
    run = measured()
    BeforeAfter.objects.using("migrator").filter(run=run, who="sham").delete()
    text = text_of(client_for("analyst"))
    assert "Too early to say." in text and "went from" not in text
    assert client_for("analyst").get("/managed/table.csv").status_code == 404


def test_s26_nothing_but_the_query_that_gives_both_reads_numbers_before_and_after():
    readers = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if "tests" not in path.parts and "migrations" not in path.parts and "BeforeAfter" in path.read_text()
    }
    assert readers == {"figures/models.py", "insight/managed/query.py", "insight/managed/run.py"}
    assert query.Beside.__dataclass_fields__.keys() >= {"managed", "sham"}


def test_people_chosen_by_number_alone_fall_back_and_the_page_says_so(cohort, measured, client_for):
    crowd([offences(before=7 if number < 12 else 1) for number in range(180)])
    measured()
    text = text_of(client_for("analyst"))
    assert re.search(r"fell to 0\.\d\d of their earlier level with nothing done by the scheme", text)


def test_an_empty_county_says_so_and_a_bad_programme_never_breaks_the_page(measured, county, client_for):
    client = client_for("analyst")
    assert "Nothing has been followed yet." in text_of(client)
    assert client.get("/managed/table.csv").status_code == client.get("/managed/picture.svg").status_code == 404
    measured()
    for asked in ("%00", "nowhere", ""):
        assert "Too early to say." in text_of(client, f"/managed?programme={asked}")
    assert client_for("drug_worker").get("/managed").status_code == 403
