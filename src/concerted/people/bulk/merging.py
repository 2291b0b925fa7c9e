"""Brings a table to what a staged one says: the changed are changed (their history is kept), the rest is left alone."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection


@dataclass(frozen=True)
class Merged:
    """How many rows a merge added, changed and took away."""

    added: int
    changed: int
    gone: int


def stage(table: str, columns: dict[str, str], rows: Iterable[Sequence[Any]]) -> None:
    """Make a temporary table of the columns (name and SQL type) and copy the rows into it.

    Lists and dictionaries for `jsonb` columns are written as JSON; text there is JSON already. The table lives until
    the transaction ends.
    """
    made = list(rows)  # before COPY begins: what makes the rows may itself ask the database
    shown = ", ".join(f"{name} {kind}" for name, kind in columns.items())
    as_json = [kind == "jsonb" for kind in columns.values()]
    with connection.cursor() as cursor:
        cursor.execute(f"drop table if exists {table}")
        cursor.execute(f"create temporary table {table} ({shown}) on commit drop")
        with cursor.cursor.copy(f"copy {table} from stdin") as copy:
            for row in made:
                cells = zip(row, as_json, strict=True)
                copy.write_row([json.dumps(v) if j and not isinstance(v, str) else v for v, j in cells])
        cursor.execute(f"analyze {table}")


def merge(table: str, staged: str, *, scope: int, keys: Sequence[str], values: Sequence[str], kept: str = "") -> Merged:
    """Make the rows of one scope of `table` equal to `staged`, by its keys; equal rows are not touched.

    `kept` is a condition on the table's rows (alias e) that no merge changes or takes away.
    """
    match = " and ".join(f"e.{key} = s.{key}" for key in keys)
    old, new = (", ".join(f"{alias}.{name}" for name in values) for alias in ("e", "s"))
    free = f" and not ({kept})" if kept else ""
    named = ", ".join([*keys, *values])
    with connection.cursor() as cursor:
        cursor.execute(
            f"delete from {table} e where e.scope_id = %s{free} "
            f"and not exists (select 1 from {staged} s where {match})",
            [scope],
        )
        gone = cursor.rowcount
        cursor.execute(
            f"update {table} e set ({', '.join(values)}) = row({new}) from {staged} s "
            f"where e.scope_id = %s{free} and {match} and row({old}) is distinct from row({new})",
            [scope],
        )
        changed = cursor.rowcount
        cursor.execute(
            f"insert into {table} (scope_id, {named}) select %s, {', '.join(f's.{n}' for n in [*keys, *values])} "
            f"from {staged} s where not exists (select 1 from {table} e where e.scope_id = %s and {match})",
            [scope, scope],
        )
        return Merged(added=cursor.rowcount, changed=changed, gone=gone)
