"""Asks all protected tables and histories in one statement: what stands in them, what a session sees and may change."""

from collections import defaultdict
from functools import lru_cache
from typing import Any
from weakref import WeakKeyDictionary

import psycopg
from psycopg import Cursor

from concerted.access.protection import PROTECTED
from concerted.web.testing.leaks.looking import as_owner, raw, speak, tables
from concerted.web.testing.leaks.oracle import Oracle

Standing = dict[str, list[tuple[str, Any, int]]]
"""By table: each row's key as text, its subject, its scope."""


_PREPARED: "WeakKeyDictionary[psycopg.Connection[Any], set[str]]" = WeakKeyDictionary()


def _run(name: str, text: str) -> list[tuple[Any, ...]]:
    """Run a statement that is planned once for each role: its planning costs several times its execution.

    A plan that hangs on policies is made anew when the role has changed, so each role has a name of its own.
    """
    ready = _PREPARED.setdefault(raw(), set())
    with Cursor(raw()) as cursor:
        if name not in ready:
            cursor.execute(f"prepare {name} as {text}")
            ready.add(name)
        return cursor.execute(f"execute {name}").fetchall()


@lru_cache(maxsize=4)
def _all_rows() -> str:
    parts = [
        f"select '{table}', {key}::text, {subject or 'null'}::uuid, scope_id from public.{table}"
        for protection in PROTECTED.values()
        for table, key, subject in tables(protection)
    ]
    return " union all ".join(parts)


@lru_cache(maxsize=4)
def _all_keys() -> str:
    parts = [
        f"select '{table}', {key}::text from public.{table}"
        for protection in PROTECTED.values()
        for table, key, _ in tables(protection)
    ]
    return " union all ".join(parts)


@lru_cache(maxsize=4)
def _all_changes() -> str:
    written = [p.table for p in PROTECTED.values() if p.app_writes]
    changes = [f"c{i} as (update public.{t} set scope_id = scope_id returning id)" for i, t in enumerate(written)]
    parts = [f"select '{table}', id::text from c{i}" for i, table in enumerate(written)]
    return f"with {', '.join(changes)} {' union all '.join(parts)}"


def standing() -> Standing:
    """Read what stands in every table and history, as the owner."""
    as_owner("select 1")
    found: Standing = defaultdict(list)
    for table, key, subject, scope in _run("leaks_standing", _all_rows()):
        found[table].append((key, subject, scope))
    return found


def wrongly_shown(
    stands: Standing, oracle: Oracle, secret: str | None, role: str
) -> dict[str, tuple[set[str], set[str]]]:
    """Compare what a session sees with the oracle: by table, (too much, too little); empty where they are equal."""
    speak(secret, role)
    seen = defaultdict(set)
    for table, key in _run(f"leaks_shown_{role}", _all_keys()):
        seen[table].add(key)
    wanted = {
        table: {key for key, subject, scope in rows if oracle.opens(scope, subject)} for table, rows in stands.items()
    }
    return _compared(seen, wanted)


def wrongly_changed(
    stands: Standing, oracle: Oracle, secret: str | None, role: str
) -> dict[str, tuple[set[str], set[str]]]:
    """Compare the rows that an update of all tables changes with the oracle; undone at once."""
    speak(secret, role)
    changed = defaultdict(set)
    with raw().transaction(force_rollback=True):
        for table, key in _run(f"leaks_changed_{role}", _all_changes()):
            changed[table].add(key)
    wanted = {
        p.table: {
            key
            for key, subject, scope in stands[p.table]
            if oracle.opens(scope, subject) and oracle.writable(scope, subject)
        }
        for p in PROTECTED.values()
        if p.app_writes
    }
    return _compared(changed, wanted)


def _compared(found: dict[str, set[str]], wanted: dict[str, set[str]]) -> dict[str, tuple[set[str], set[str]]]:
    every = {**found, **wanted}
    return {
        table: (found.get(table, set()) - wanted.get(table, set()), wanted.get(table, set()) - found.get(table, set()))
        for table in every
        if found.get(table, set()) != wanted.get(table, set())
    }
