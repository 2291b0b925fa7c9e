"""Looks into the test database as the owner, and as a role of requests under a session's secret."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import psycopg
from django.db import connections
from psycopg import errors
from psycopg.rows import dict_row

from concerted.access.protection import PROTECTED, Protection
from concerted.web.testing.leaks.oracle import Facts, Oracle, Row

FACTS = {
    "tokens": "access.access_token",
    "posts": "public.partnership_post",
    "accounts": "door.accounts_account",
    "scopes": "access.access_scope",
    "bulk_keys": "access.access_bulkkey",
    "lines": "public.partnership_agreementline",
    "disclosures": "access.access_disclosure",
    "subject_keys": "access.access_subjectkey",
}


def raw() -> "psycopg.Connection[Any]":
    """The connection that every alias borrows in a test; statements sent here take on no role by themselves."""
    connection: psycopg.Connection[Any] = connections["migrator"].connection
    return connection


def as_owner(statement: str, params: list[Any] | None = None) -> list[Row]:
    """Run a statement as the owner of the tables; rows as dictionaries."""
    with psycopg.Cursor(raw(), row_factory=dict_row) as cursor:
        cursor.execute("set local role none")
        cursor.execute(statement, params)
        return cursor.fetchall() if cursor.description else []


def speak(secret: str | None, role: str = "app") -> None:
    """Take on a role of requests and the secret of a session for the statements that follow."""
    with psycopg.Cursor(raw()) as cursor:
        cursor.execute(f"set local role {role}")
        cursor.execute("select set_config('app.token', %s, true)", [secret or ""])


def answer(statement: str, params: list[Any] | None = None) -> list[tuple[Any, ...]]:
    """Run a statement under the role and secret last spoken, in a savepoint of its own; return its rows."""
    with raw().transaction(), psycopg.Cursor(raw()) as cursor:
        cursor.execute(statement, params)
        return cursor.fetchall() if cursor.description else []


def refusal(statement: str, params: list[Any] | None = None) -> str | None:
    """Run a statement as `answer` does and undo it; return its error without the parts that vary, None if it ran."""
    try:
        with raw().transaction(force_rollback=True), psycopg.Cursor(raw()) as cursor:
            cursor.execute(statement, params)
    except psycopg.Error as error:
        return f"{error.sqlstate}: {error.diag.message_primary}"
    return None


def allowed(statement: str, params: list[Any] | None = None) -> bool:
    """Whether the policies let a statement through; a unique or foreign key that stops it later counts as through."""
    said = refusal(statement, params)
    return said is None or not said.startswith(errors.InsufficientPrivilege.sqlstate or "42501")


def facts() -> Facts:
    """Read all rows that decide who may see what."""
    return Facts(**{name: as_owner(f"select * from {table}") for name, table in FACTS.items()})


def clock() -> datetime:
    """The database's own clock, that of the keys."""
    now: datetime = as_owner("select clock_timestamp() as now")[0]["now"]
    return now


class County:
    """All rows of protected tables and their histories, and the facts that decide, read once as the owner."""

    def __init__(self) -> None:
        self.subject_of = {p.table: p.subject for p in PROTECTED.values()}
        self.rows = {p.table: as_owner(f"select * from {p.table}") for p in PROTECTED.values()}
        self.by_id = {table: {row["id"]: row for row in rows} for table, rows in self.rows.items()}
        self.rows |= {p.history_table: as_owner(f"select * from {p.history_table}") for p in PROTECTED.values()}

        self.facts = facts()
        self.texts: dict[str, dict[Any, str]] = {}

    def oracle(self, secret: str | None, *, anew: bool = False) -> Oracle:
        """What the holder of a secret may see now, by the facts as first read or read anew."""
        return Oracle(facts() if anew else self.facts, secret, clock())

    def text(self, table: str, identifier: Any) -> str:
        """One row as JSON."""
        if table not in self.texts:
            rows = as_owner(f"select id, to_jsonb(t)::text as row from {table} t")
            self.texts[table] = {row["id"]: row["row"] for row in rows}
        return self.texts[table][identifier]


def tables(protection: Protection) -> list[tuple[str, str, str | None]]:
    """The table and its history: name, key column, and the column that names the subject."""
    subject = "row_id" if protection.subject == "id" else protection.subject
    return [(protection.table, "id", protection.subject), (protection.history_table, "history_id", subject)]


def differences(
    county: County, oracle: Oracle, only: Callable[[str], bool] = lambda table: True
) -> dict[str, tuple[set[Any], set[Any]]]:
    """Compare what the session last spoken sees with the oracle: by table, (too much, too little); empty if equal."""
    found = {}
    for protection in PROTECTED.values():
        for table, key, subject in tables(protection):
            if only(table):
                seen = {row[0] for row in answer(f"select {key} from {table}")}
                wanted = oracle.visible(county.rows[table], subject, key)
                if seen != wanted:
                    found[table] = (seen - wanted, wanted - seen)
    return found
