"""For each session, what SQL shows in every protected table and its history equal an oracle in plain Python."""

import pytest

from concerted.access.permissions import ROLES
from concerted.access.protection import PROTECTED
from concerted.web.testing.leaks import looking, sessions

OTHERS = (
    "data_steward at police", "a second post of the same role", "a cleared post", "another role in the same agency",
    "a role that its agency has no keys for", "the same role in another agency", "another purpose", "a worker",
)  # fmt: skip


@pytest.mark.parametrize("name", [*ROLES, *OTHERS, *sessions.BLIND])
def test_a_session_sees_the_rows_that_the_oracle_says_and_no_others(leaks, name):
    assert leaks.differences(name) == {}


def test_every_kind_of_session_is_compared(leaks):
    assert set(leaks.sessions) == {*ROLES, *OTHERS, *sessions.BLIND}


@pytest.mark.parametrize("name", sessions.BLIND)
def test_a_session_without_a_post_sees_nothing(leaks, name):
    leaks.speak(name)
    for protection in PROTECTED.values():
        for table, _, _ in looking.tables(protection):
            assert looking.answer(f"select count(*) from {table}") == [(0,)], table


def test_every_protected_table_and_history_has_rows_that_some_see_and_others_do_not(leaks):
    oracles = [leaks.county.oracle(leaks.sessions[name].secret) for name in ROLES]
    for protection in PROTECTED.values():
        for table, key, subject in looking.tables(protection):
            rows = leaks.county.rows[table]
            counts = [len(oracle.visible(rows, subject, key)) for oracle in oracles]
            assert 0 < max(counts) < len(rows), table
            if subject is not None:
                by_key = [r for o in oracles for r in rows if o.sees(r, subject) and r["scope_id"] not in o.scopes]
                assert by_key, f"{table}: no row is opened by a single key alone"


def test_history_keeps_what_was_changed_and_what_was_deleted(leaks):
    for protection in PROTECTED.values():
        rows = leaks.county.rows[protection.history_table]
        assert {"update"} <= {row["change"] for row in rows}, protection.table
    changes = {row["change"] for p in PROTECTED.values() for row in leaks.county.rows[p.history_table]}
    assert changes == {"update", "delete"}


def test_what_roles_see_differs(leaks):
    seen = {}
    for name in ROLES:
        oracle = leaks.county.oracle(leaks.sessions[name].secret)
        seen[name] = (frozenset(oracle.scopes), frozenset(oracle.keys))
    assert len(set(seen.values())) == len(ROLES)
