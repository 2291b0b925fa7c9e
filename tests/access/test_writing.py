"""What each session may change and add equals the oracle; a row keeps its scope, its subject and visible parents."""

import pytest

from concerted.access.protection import PROTECTED
from concerted.kernel.identifiers import new_id
from concerted.web.testing.leaks import looking, writing

WRITTEN = [p for p in PROTECTED.values() if p.app_writes]
READ_ONLY = [p for p in PROTECTED.values() if not p.app_writes]
WRITERS = ("iom_coordinator", "probation_officer", "drug_worker", "data_steward", "a cleared post", "a worker")


@pytest.mark.parametrize("name", WRITERS)
def test_a_session_changes_the_rows_that_the_oracle_says_and_no_others(leaks, name):
    oracle = leaks.county.oracle(leaks.sessions[name].secret)
    leaks.speak(name)
    for protection in WRITTEN:
        assert writing.changed(protection.table) == writing.changeable(leaks.county, oracle, protection)


@pytest.mark.parametrize("name", WRITERS)
def test_a_session_adds_rows_in_open_scopes_below_parents_that_it_sees(leaks, name):
    oracle = leaks.county.oracle(leaks.sessions[name].secret)
    for protection in WRITTEN:
        tried = writing.attempts(leaks.county, oracle, protection)
        leaks.speak(name)
        for attempt in tried:
            assert writing.may_add(protection.table, attempt) == (attempt.because == ""), (protection.table, attempt)


def test_every_kind_of_refusal_is_tried_in_every_table(leaks):
    oracle = leaks.county.oracle(leaks.sessions["iom_coordinator"].secret)
    for protection in WRITTEN:
        reasons = {attempt.because for attempt in writing.attempts(leaks.county, oracle, protection)}
        others = [column for column, parent in protection.parents if parent != protection.table]
        assert {"", "scope"} <= reasons, protection.table
        assert set(others) <= reasons or not others, (protection.table, reasons)


@pytest.mark.parametrize("name", ["an ended post", "no token", "a forged token"])
def test_who_sees_nothing_writes_nothing(leaks, name):
    leaks.speak(name)
    oracle = leaks.county.oracle(None)
    for protection in WRITTEN:
        leaks.speak(name)
        assert writing.changed(protection.table) == set()
        for attempt in writing.attempts(leaks.county, oracle, protection, each=1):
            leaks.speak(name)
            assert not writing.may_add(protection.table, attempt)


@pytest.mark.parametrize("protection", READ_ONLY, ids=lambda p: p.table)
def test_what_the_engine_writes_no_request_can(leaks, protection):
    leaks.speak("iom_coordinator")
    assert not looking.allowed(f"update {protection.table} set scope_id = scope_id")
    assert not looking.allowed(f"insert into {protection.table} select * from {protection.table}")


@pytest.mark.parametrize("protection", PROTECTED.values(), ids=lambda p: p.table)
def test_no_request_deletes_or_writes_history(leaks, protection):
    leaks.speak("iom_coordinator")
    if not protection.removable:
        assert not looking.allowed(f"delete from {protection.table}")
    for table in (protection.table, protection.history_table):
        assert not looking.allowed(f"truncate {table}")
    history = protection.history_table
    assert not looking.allowed(f"insert into {history} select * from {history}")
    assert not looking.allowed(f"update {history} set change = 'delete'")
    assert not looking.allowed(f"delete from {history}")


@pytest.mark.parametrize("role", ["app", "worker", "engine"])
def test_a_row_keeps_its_scope_and_its_subject(leaks, role):
    oracle = leaks.county.oracle(leaks.sessions["iom_coordinator"].secret)
    for protection in WRITTEN if role != "engine" else PROTECTED.values():
        row = next(r for r in leaks.county.rows[protection.table] if oracle.writes(r, protection.subject))
        other = next(s for s in oracle.write_scopes if s != row["scope_id"])
        looking.speak(leaks.sessions["iom_coordinator"].secret, role)
        moved = f"update {protection.table} set scope_id = %s where id = %s"
        assert not looking.allowed(moved, [other, row["id"]]), protection.table
        if protection.subject:
            moved = f"update {protection.table} set {protection.subject} = %s where id = %s"
            assert not looking.allowed(moved, [new_id(), row["id"]]), protection.table


def test_a_row_is_not_moved_below_a_hidden_parent(leaks):
    oracle = leaks.county.oracle(leaks.sessions["iom_coordinator"].secret)
    tried = 0
    for protection in WRITTEN:
        for column, parent in protection.parents:
            if column == protection.subject:
                continue
            parents = leaks.county.rows[parent]
            subject = leaks.county.subject_of[parent]
            hidden = next(p["id"] for p in parents if not oracle.sees(p, subject))
            rows = [r for r in leaks.county.rows[protection.table] if oracle.writes(r, protection.subject)]
            row = next(r for r in rows if r[column] != hidden)
            missing = new_id() if not isinstance(hidden, int) else writing.FAR
            leaks.speak("iom_coordinator")
            said = {
                looking.refusal(f"update {protection.table} set {column} = %s where id = %s", [p, row["id"]])
                for p in (hidden, missing)
            }
            assert len(said) == 1 and None not in said, (protection.table, column, said)
            shown = next(p["id"] for p in parents if oracle.sees(p, subject) and p["id"] != row["id"])
            to_shown = looking.refusal(f"update {protection.table} set {column} = %s where id = %s", [shown, row["id"]])
            assert to_shown is None or to_shown.startswith("23505"), to_shown
            tried += 1
    assert tried >= 4


def test_a_hidden_and_a_missing_parent_are_refused_in_the_same_words(leaks):
    oracle = leaks.county.oracle(leaks.sessions["iom_coordinator"].secret)
    tried = 0
    for protection in WRITTEN:
        attempts = writing.attempts(leaks.county, oracle, protection)
        for column, parent in protection.parents:
            attempt = next(a for a in attempts if a.because == "")
            subject = leaks.county.subject_of[parent]
            hidden = next(p["id"] for p in leaks.county.rows[parent] if not oracle.sees(p, subject))
            missing = new_id() if not isinstance(hidden, int) else writing.FAR
            leaks.speak("iom_coordinator")
            statement = (
                f"insert into {protection.table} select * from "
                f"jsonb_populate_record(null::public.{protection.table}, "
                "%s::jsonb || jsonb_build_object(%s::text, %s::text))"
            )
            said = {looking.refusal(statement, [attempt.row, column, str(p)]) for p in (hidden, missing)}
            assert len(said) == 1 and None not in said, (protection.table, column, said)
            tried += 1
    assert tried >= 10
