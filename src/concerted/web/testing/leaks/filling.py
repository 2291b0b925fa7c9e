"""Fills every protected table with rows of every scope, with history, whatever columns a table has."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from concerted.access.models import Scope
from concerted.access.protection import PROTECTED, Protection
from concerted.kernel.identifiers import new_id
from concerted.partnership.models import Agency, Post
from concerted.web.testing.leaks.looking import as_owner

COPIES = 2
OWNER = "migrator"
PLAIN: dict[type[Any], Any] = {
    models.DateField: date(2027, 1, 4),
    models.DateTimeField: datetime(2027, 1, 4, 9, tzinfo=UTC),
    models.BooleanField: False,
    models.FloatField: 1.5,
    models.DecimalField: Decimal("1.5"),
    models.JSONField: [],
    ArrayField: [],
}

Ids = dict[str, list[Any]]


def in_order() -> list[Protection]:
    """The protected tables, each after those that its keys lead to."""
    left, placed = dict(PROTECTED), list[Protection]()
    while left:
        ready = [
            label
            for label, protection in left.items()
            if not {target_of(f) for f in keys_of(protection.model)} & (set(left) - {label})
        ]
        if not ready:
            raise RuntimeError(f"These tables lead to one another: {sorted(left)}.")
        placed += [left.pop(label) for label in ready]
    return placed


def fill() -> None:
    """Write two rows of every scope into every protected table; each has been changed, and some were deleted."""
    scopes = list(Scope.objects.using(OWNER).order_by("id").values_list("id", flat=True))
    ids: Ids = {
        "partnership.agency": list(Agency.objects.using(OWNER).values_list("pk", flat=True)),
        "partnership.post": list(Post.objects.using(OWNER).values_list("pk", flat=True)),
    }
    for protection in in_order():
        label = protection.model._meta.label_lower
        rows = [_row(protection.model, i, ids, scopes[i // COPIES]) for i in range(len(scopes) * COPIES)]
        spare = [_row(protection.model, len(rows) + i, ids, scope) for i, scope in enumerate(scopes)]
        _write(protection.model, spare)
        as_owner(f"delete from {protection.table} where id = any(%s)", [[row.pk for row in spare]])
        _write(protection.model, rows)
        as_owner(f"update {protection.table} set scope_id = scope_id")
        ids[label] = [row.pk for row in rows]


def keys_of(model: type[models.Model]) -> list[models.ForeignKey[Any, Any]]:
    """Return the foreign keys of a table."""
    return [f for f in model._meta.local_concrete_fields if isinstance(f, models.ForeignKey)]


def target_of(key: models.ForeignKey[Any, Any]) -> str:
    """Return the label of the table that a key leads to."""
    return str(key.remote_field.model._meta.label_lower)


def _write(model: type[models.Model], rows: list[Any]) -> None:
    model._default_manager.using(OWNER).bulk_create(rows)


def _row(model: type[models.Model], number: int, ids: Ids, scope: int | None = None) -> models.Model:
    """Make one row; its keys lead to rows of other scopes as often as not."""
    given: dict[str, Any] = {}
    for field in model._meta.local_concrete_fields:
        if isinstance(field, models.ForeignKey):
            given[field.attname] = scope if field.name == "scope" else _led_to(model, field, number, ids)
        elif not isinstance(field, models.AutoField):
            given[field.attname] = _value(field, number)
    return model(**given)


def _led_to(model: type[models.Model], key: models.ForeignKey[Any, Any], number: int, ids: Ids) -> Any:
    """Choose the row that a key leads to; two keys of one row lead to different rows."""
    if target_of(key) == model._meta.label_lower:
        return None
    if target_of(key) not in ids:
        target = key.remote_field.model
        made = [_row(target, i, ids) for i in range(6)]
        _write(target, made)
        ids[target_of(key)] = [row.pk for row in made]
    choices = ids[target_of(key)]
    shift = [f.name for f in keys_of(model)].index(key.name)
    return choices[(number + 3 + 5 * shift) % len(choices)]


def _value(field: models.Field[Any, Any], number: int) -> Any:
    if isinstance(field, models.UUIDField):
        return new_id()
    if isinstance(field, models.CharField | models.TextField):
        return str(number)[-(field.max_length or 20) :]
    if isinstance(field, models.IntegerField):
        return number
    for kind, value in PLAIN.items():
        if type(field) is kind:
            return value
    raise TypeError(f"The leak test knows no value for {field}: give it one.")
