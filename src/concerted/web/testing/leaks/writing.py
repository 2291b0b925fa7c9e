"""What a session may change and add, tried in the database and said by the oracle."""

import json
from typing import Any, NamedTuple

from concerted.access.protection import Protection
from concerted.kernel.identifiers import new_id
from concerted.web.testing.leaks.looking import County, allowed, answer, raw
from concerted.web.testing.leaks.oracle import Oracle, Row

FAR = 8_000_000_000
"""Where numbers of rows that a test adds begin: above all that identities give out."""


class Attempt(NamedTuple):
    """A row that a session may try to add: why it would be refused ("" where it is not), and the row as JSON."""

    because: str
    row: str


def changed(table: str) -> set[Any]:
    """The ids of the rows that an update of the whole table changes; undone at once."""
    found: set[Any] = set()
    with raw().transaction(force_rollback=True):
        found |= {row[0] for row in answer(f"update {table} set scope_id = scope_id returning id")}
    return found


def changeable(county: County, oracle: Oracle, protection: Protection) -> set[Any]:
    """The ids of the rows that the oracle lets a session change."""
    rows = county.rows[protection.table]
    subject = protection.subject
    return {row["id"] for row in rows if oracle.sees(row, subject) and oracle.writes(row, subject)}


def attempts(county: County, oracle: Oracle, protection: Protection, each: int = 2) -> list[Attempt]:
    """Copies of rows under new ids, a few of each kind: allowed, in a closed scope, below a hidden parent."""
    kept: dict[str, list[Attempt]] = {}
    for number, row in enumerate(county.rows[protection.table]):
        copied = row | {"id": FAR + number if isinstance(row["id"], int) else new_id()}
        because = refused_because(county, oracle, protection, copied)
        if len(kept.setdefault(because, [])) < each:
            text = json.dumps(json.loads(county.text(protection.table, row["id"])) | {"id": str(copied["id"])})
            kept[because].append(Attempt(because, text))
    return [attempt for found in kept.values() for attempt in found]


def refused_because(county: County, oracle: Oracle, protection: Protection, row: Row) -> str:
    """Why the oracle refuses a new row: "scope", the column of a parent that is hidden, or "" where it may be added."""
    if not oracle.writes(row, protection.subject):
        return "scope"
    for column, parent in protection.parents:
        if row[column] is not None and not _visible(county, oracle, parent, row[column]):
            return column
    return ""


def _visible(county: County, oracle: Oracle, table: str, identifier: Any) -> bool:
    subject = county.subject_of[table]
    return oracle.sees(county.by_id[table][identifier], subject)


def may_add(table: str, attempt: Attempt) -> bool:
    """Whether the policies let the row in; undone at once."""
    return allowed(f"insert into {table} select * from jsonb_populate_record(null::public.{table}, %s)", [attempt.row])
