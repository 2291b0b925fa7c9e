"""What hangs on records: every row that a foreign key leads from, table by table, whoever asks.

The engine sees all of it; a request sees what its post may see, so that the same walk makes the preview.
"""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import connection, models

from concerted.access.categories import CATEGORIES
from concerted.access.protection import PROTECTED
from concerted.access.rooms import offering
from concerted.kernel.erasing import Doomed, Found

RECORDS = "people_record"
PERSONS = "people_person"
VICTIMS = sorted(code for code, category in CATEGORIES.items() if category.victims)
NOT_FOLLOWED = {(RECORDS, "person_id")}
"""A person's records are named one by one: another agency's record never goes with this one's."""


def reach(doomed: Doomed) -> Found:
    """Return the primary keys of all rows that go with the records, by table, the records themselves among them."""
    found: Found = {RECORDS: set(doomed.records)}
    if doomed.left_alone:
        found[PERSONS] = set(doomed.left_alone)
    new = dict(found)
    while new:
        further = _led_to(new)
        for room in offering("erase"):
            if hasattr(room, "also"):
                _join(further, room.also(new))
        new = {table: keys - found.get(table, set()) for table, keys in further.items()}
        new = {table: keys for table, keys in new.items() if keys}
        _join(found, new)
    return found


def keys_into(table: str) -> list[tuple[str, str]]:
    """Return the tables and columns whose foreign keys lead to a table."""
    return [
        (model._meta.db_table, str(key.column))
        for model in apps.get_models()
        for key in model._meta.local_concrete_fields
        if isinstance(key, models.ForeignKey)
        and key.remote_field.model._meta.db_table == table
        and (model._meta.db_table, str(key.column)) not in NOT_FOLLOWED
    ]


def histories_of(table: str) -> list[tuple[str, str]]:
    """Return the history tables and columns that name rows of a table: its own, and those of rows that led to it."""
    own = [(p.history_table, "row_id") for p in PROTECTED.values() if p.table == table]
    by_table = {p.table: p.history_table for p in PROTECTED.values()}
    return own + [(by_table[child], column) for child, column in keys_into(table) if child in by_table]


def _led_to(found: Found) -> Found:
    further: Found = {}
    with connection.cursor() as cursor:
        for table, keys in found.items():
            for child, column in keys_into(table):
                cursor.execute(
                    f"select t.id from {child} t where t.{column} = any (%s){of_others(table, child)}", [listed(keys)]
                )
                _join(further, {child: {row[0] for row in cursor.fetchall()}})
    return further


def of_others(table: str, child: str) -> str:
    """Return the condition that leaves a victim's row about a person where it is: it is not this agency's (S2)."""
    if table != PERSONS or child not in {name for p in PROTECTED.values() for name in (p.table, p.history_table)}:
        return ""
    codes = ", ".join(f"'{code}'" for code in VICTIMS)
    return f" and not exists (select 1 from access_scope s where s.id = t.scope_id and s.category in ({codes}))"


def without_rows(persons: Iterable[Any]) -> list[Any]:
    """Return the persons to whom no row leads any more: the bare id of another stays."""
    left = set(persons)
    with connection.cursor() as cursor:
        for child, column in [*keys_into(PERSONS), *NOT_FOLLOWED]:
            cursor.execute(f"select distinct {column} from {child} where {column} = any (%s)", [listed(left)])
            left -= {row[0] for row in cursor.fetchall()}
    return listed(left)


def listed(keys: Iterable[Any]) -> list[Any]:
    """Return keys in an order that does not vary, as a parameter."""
    return sorted(keys, key=str)


def _join(into: Found, more: Found) -> None:
    for table, keys in more.items():
        if keys:
            into[table] = into.get(table, set()) | keys
