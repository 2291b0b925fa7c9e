"""Removing any single policy, or opening it, makes the comparison with the oracle fail."""

import pytest

from concerted.access import policies
from concerted.access.directory import directory
from concerted.access.protection import PROTECTED
from concerted.web.testing.leaks import looking, writing

POLICIES = [
    (table, policy)
    for p in PROTECTED.values()
    for table, names in (
        (p.table, ["read", *(["add", "change"] if p.app_writes else []), *(["remove"] if p.removable else [])]),
        (p.history_table, ["read"]),
    )
    for policy in names
]
BY_TABLE = {name: p for p in PROTECTED.values() for name in (p.table, p.history_table)}
SESSION = "iom_coordinator"


def holds(leaks, table: str, policy: str, tried: list[writing.Attempt]) -> bool:
    """Whether what the session sees and writes by one policy equals the oracle."""
    protection = BY_TABLE[table]
    if policy == "read":
        return leaks.differences(SESSION, lambda name: name == table) == {}
    oracle = leaks.county.oracle(leaks.sessions[SESSION].secret)
    leaks.speak(SESSION)
    if policy == "change":
        return writing.changed(table) == writing.changeable(leaks.county, oracle, protection)
    if policy == "add":
        return all(writing.may_add(table, attempt) == (attempt.because == "") for attempt in tried)
    raise AssertionError(f"No comparison knows the policy {policy}.")


def test_the_policies_in_the_database_are_those_that_are_tried(leaks):
    kept = {entry.table for entry in directory()}
    found = looking.as_owner("select tablename, policyname from pg_policies where schemaname = 'public'")
    assert sorted((r["tablename"], r["policyname"]) for r in found if r["tablename"] not in kept) == sorted(POLICIES)
    assert {row["tablename"] for row in found} == set(BY_TABLE) | kept


@pytest.mark.parametrize(("table", "policy"), POLICIES, ids=lambda value: value)
def test_a_policy_that_is_removed_or_opened_fails_the_comparison(leaks, table, policy):
    oracle = leaks.county.oracle(leaks.sessions[SESSION].secret)
    tried = writing.attempts(leaks.county, oracle, BY_TABLE[table], each=1) if policy == "add" else []
    assert holds(leaks, table, policy, tried)
    for mutation in mutations(table, policy):
        with looking.raw().transaction(force_rollback=True):
            looking.as_owner(mutation)
            assert not holds(leaks, table, policy, tried), mutation


def mutations(table: str, policy: str) -> list[str]:
    """The policy removed, opened wide, and with each half of its condition taken away."""
    removed = f"drop policy {policy} on {table}"
    if policy == "add":
        opened = [f"alter policy {policy} on {table} with check (true)"]
        if [p for _, p in BY_TABLE[table].parents if p != table]:
            without_parents = policies.opened(BY_TABLE[table], table, writes=True)
            opened.append(f"alter policy {policy} on {table} with check ({without_parents})")
        return [removed, *opened]
    if policy == "change":
        return [removed, f"alter policy {policy} on {table} using (true) with check (true)"]
    by_scope = f"alter policy {policy} on {table} using (scope_id = any ((select access.scopes())::int[]))"
    opened = [f"alter policy {policy} on {table} using (true)"]
    return [removed, *opened, *([by_scope] if BY_TABLE[table].subject else [])]
