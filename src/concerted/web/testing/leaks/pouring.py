"""Writes a drawn county into the database as the owner, by COPY: nothing of it is asked of a policy."""

from functools import lru_cache
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.fields import NOT_PROVIDED
from psycopg.types.json import Jsonb

from concerted.access.protection import PROTECTED
from concerted.access.schemas import schema_of
from concerted.web.testing.leaks.drawn_county import Drawn
from concerted.web.testing.leaks.filling import in_order
from concerted.web.testing.leaks.looking import as_owner, raw
from concerted.web.testing.leaks.oracle import Facts, Row

FIRST_FACTS = (
    "accounts.account", "partnership.gateway", "access.subject",
    "partnership.agency", "partnership.post", "partnership.agreement", "partnership.agreementline",
    "access.scope", "access.bulkkey", "access.disclosure", "access.subjectkey", "access.token",
)  # fmt: skip


def pour(drawn: Drawn) -> None:
    """Write all rows, then change each protected row once and delete the erased ones, so that history has both."""
    as_owner("select 1")
    protected = [p.model._meta.label_lower for p in in_order()]
    others = [label for label in drawn.rows if label not in FIRST_FACTS and label not in protected]
    for label in [*FIRST_FACTS, *others, *protected]:
        if drawn.rows.get(label):
            _copy(label, drawn.rows[label])
    changes = []
    for protection in PROTECTED.values():
        changes.append(f"update public.{protection.table} set scope_id = scope_id")
        gone = ", ".join(f"'{identifier}'" for identifier in drawn.erased.get(protection.table, []))
        if gone:
            changes.append(f"delete from public.{protection.table} where id in ({gone})")
    as_owner("; ".join(changes))
    stands = as_owner("select demonstration_as_at_on as day from partnership_county limit 1")
    drawn.day = stands[0]["day"] if stands else None


def facts_of(drawn: Drawn) -> Facts:
    """Return what decides, as it was drawn: nothing of it is read back from the database."""
    return Facts(
        tokens=drawn.of("access.token"),
        posts=drawn.of("partnership.post"),
        accounts=drawn.of("accounts.account"),
        scopes=drawn.of("access.scope"),
        bulk_keys=drawn.of("access.bulkkey"),
        lines=drawn.of("partnership.agreementline"),
        disclosures=drawn.of("access.disclosure"),
        subject_keys=drawn.of("access.subjectkey"),
    )


def _copy(label: str, rows: list[Row]) -> None:
    table, every = _shape(label)
    fields = [f for f in every if f.column in rows[0] or f.db_default is NOT_PROVIDED]
    names = ", ".join(f'"{field.column}"' for field in fields)
    with raw().cursor() as cursor, cursor.copy(f"copy {table} ({names}) from stdin") as lines:
        for row in rows:
            lines.write_row([_value(field, row) for field in fields])


@lru_cache(maxsize=256)
def _shape(label: str) -> tuple[str, list[Any]]:
    """Return a table's name with its schema, and its columns."""
    model = apps.get_model(label)
    fields = list(model._meta.local_concrete_fields)
    return f"{schema_of(model._meta.app_label)}.{model._meta.db_table}", fields


def _value(field: Any, row: Row) -> Any:
    """Return what was drawn for a column, or what stands there where nothing was."""
    value = row[field.column] if field.column in row else _blank(field)
    return Jsonb(value) if isinstance(field, models.JSONField) and value is not None else value


def _blank(field: Any) -> Any:
    if field.null:
        return None
    if isinstance(field, models.JSONField | ArrayField):
        return []
    return field.get_default() if field.has_default() else ""
