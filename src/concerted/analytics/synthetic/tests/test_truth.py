"""The truth names every record, and the files follow from it."""

import json
from collections import Counter

import duckdb
import pytest

from concerted.analytics.synthetic.calendar_days import MISSING
from concerted.analytics.synthetic.ledger import in_custody
from concerted.analytics.synthetic.lists import catalogue, districts, surnames
from concerted.analytics.synthetic.scheme import MULTIPLIER

KEYS = {
    "police": ("police_events.csv", "police_id"),
    "courts": ("court_results.csv", "court_person_id"),
    "prisons": ("prison_releases.csv", "prison_no"),
    "housing": ("housing_register.csv", "application_no"),
    "drugs": ("drug_alcohol_attendance.csv", "client_ref"),
}


@pytest.fixture(scope="module")
def truth(county):
    con = duckdb.connect()
    for name in ("people", "records", "offences", "custody", "caseload"):
        con.execute(f"create view {name} as from read_parquet('{county.out / 'truth' / name}.parquet')")
    return con


@pytest.mark.parametrize("source", KEYS)
def test_each_id_in_a_file_has_one_person_and_each_id_of_the_truth_is_in_the_file(truth, rows, source):
    name, column = KEYS[source]
    found = truth.execute("select source_key from records where source = ?", [source]).fetchall()
    assert Counter(key for (key,) in found) == Counter({row[column]: 1 for row in rows(name)})


def test_each_id_in_a_workbook_has_one_person(truth, sheet):
    for source, name, sheets, column in (
        ("probation", "probation_caseload.xlsx", ("Caseload", "Scores", "Contacts"), "crn"),
        ("youth", "youth_service.xlsx", ("Children",), "child_ref"),
    ):
        keys = {row[column] for each in sheets for row in sheet(name, each)}
        found = truth.execute("select source_key from records where source = ?", [source]).fetchall()
        assert sorted(key for (key,) in found) == sorted(keys)


def test_some_people_have_two_ids_in_one_source(truth):
    query = "select count(*), count(distinct person_id) from records where source = 'police'"
    ids, people = truth.execute(query).fetchall()[0]
    assert 0.01 < (ids - people) / ids < 0.05


def test_ids_of_one_source_say_nothing_about_those_of_another(truth):
    query = """select corr(a.place, b.place) from
        (select person_id, row_number() over (order by source_key) as place from records where source = 'police') a
        join (select person_id, row_number() over (order by source_key) as place from records where source = 'courts') b
        using (person_id)"""
    assert abs(truth.execute(query).fetchall()[0][0]) < 0.1


def test_people_are_all_there_and_offenders_are_those_with_a_proven_offence(truth, county):
    people, offenders = truth.execute("select count(*), count(*) filter (is_offender) from people").fetchall()[0]
    proven = truth.execute("select count(distinct person_id) from offences where proven_on is not null").fetchall()
    assert (people, offenders) == (6_000, proven[0][0])
    assert json.loads((county.out / "truth" / "county.json").read_text())["people"] == 6_000


def test_the_court_file_holds_every_proven_offence_once_and_the_doubled_rows(truth, rows):
    proven = truth.execute("select count(*) from offences where proven_on is not null").fetchall()[0][0]
    refs = Counter(row["result_ref"] for row in rows("court_results.csv"))
    assert len(refs) == proven and refs.total() > proven


def test_nothing_is_proven_before_it_was_done_nor_unless_detected(truth):
    wrong = truth.execute(
        "select count(*) from offences where proven_on <= committed_on or (proven_on is not null and not detected)"
        " or (proven_on is null) <> (disposal is null)"
    ).fetchall()[0][0]
    assert wrong == 0


def test_nobody_under_ten_answers_for_an_offence(truth):
    young = (
        "select count(*) from offences join people using (person_id) where committed_on < born_on + interval 10 year"
    )
    assert truth.execute(young).fetchall()[0][0] == 0


def test_nobody_offends_in_custody(county):
    lives = county.world.lives
    last = lives.offences.committed_on < county.world.today - 5
    career, day = lives.offences.career[last], lives.offences.committed_on[last]
    assert not in_custody(lives.spells, career, day).any()


def test_the_caseload_is_of_adults_at_liberty(truth):
    young = "select count(*) from caseload join people using (person_id) where snapshot_on < born_on + interval 18 year"
    inside = """select count(*) from caseload c join custody s on s.person_id = c.person_id
        and received_on <= snapshot_on and release_on > snapshot_on"""
    assert truth.execute(young).fetchall()[0][0] == 0
    assert truth.execute(inside).fetchall()[0][0] == 0


def test_what_the_scheme_did_can_be_found_again(county):
    scheme, offences = county.world.lives.scheme, county.world.lives.offences
    prevented = sum(len(who) for who, _, _ in scheme.prevented)
    kept = int(offences.managed.sum())
    noise = 3 * (MULTIPLIER * (1 - MULTIPLIER) / (kept + prevented)) ** 0.5
    assert abs(kept / (kept + prevented) - MULTIPLIER) < noise
    told = json.loads((county.out / "truth" / "iom.json").read_text())
    assert (told["offences_committed_while_managed"], told["offences_prevented"]) == (kept, prevented)
    assert told["rate_multiplier"] == MULTIPLIER and len(told["managed"]) == 6


def test_twins_and_namesakes_offend_too(county):
    world, people = county.world, county.world.people
    offenders = set(world.person.tolist())
    twins = [n for n in range(len(people.given)) if people.twin_of[n] >= 0]
    assert all(people.born_on[n] == people.born_on[people.twin_of[n]] for n in twins)
    assert all(people.given[n] != people.given[people.twin_of[n]] for n in twins)
    assert any(n in offenders and int(people.twin_of[n]) in offenders for n in twins)
    named = [n for n in range(len(people.given)) if people.namesake_of[n] >= 0]
    assert all(people.given[n] == people.given[people.namesake_of[n]] for n in named)
    assert 0.002 < len(named) / len(people.given) < 0.01 and 0.004 < len(twins) / len(people.given) < 0.009


def test_records_disagree_about_one_person_as_often_as_dirt_says(county, rows):
    people = county.world.people
    given = {name.upper() for name in people.given.tolist()}
    wrong = [row["given_name"] for row in rows("police_events.csv") if row["given_name"].upper() not in given]
    assert 0.02 < len(wrong) / len(rows("police_events.csv")) < 0.2


def test_the_lists_are_long_enough_and_the_districts_are_the_real_fourteen():
    assert sum(len(each) for each in surnames().values()) > 3_000
    assert len(districts()) == 14 and abs(sum(each.weight for each in districts()) - 1) < 1e-9
    assert 40 <= len(catalogue().code) == len(set(catalogue().code.tolist()))
    assert MISSING < -40_000
