"""How a model says that its rows are protected, and the history table that comes with it.

A table without personal rows says instead which roles may do what, in its class attribute `rights`
(`{"app": "select", "engine": "all"}`): rooms below this one need no import for that. A table that says neither
is closed to every role of requests.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import models
from django.db.models.functions import Now

M = TypeVar("M", bound=type[models.Model])


@dataclass(frozen=True)
class Protection:
    """What is declared of one protected table; policies, history, child checks and grants are generated from it."""

    model: type[models.Model]
    history: type[models.Model]
    subject: str | None
    declared: tuple[tuple[str, str], ...]
    removable: bool
    app_writes: bool

    @property
    def table(self) -> str:
        """The table's name."""
        return self.model._meta.db_table

    @property
    def history_table(self) -> str:
        """The name of the table that keeps what a row was before each change."""
        return self.history._meta.db_table

    @property
    def parents(self) -> tuple[tuple[str, str], ...]:
        """The columns that lead to protected tables, with those tables, whether declared or found.

        A foreign key ignores policies: one that nobody looked up would tell a hidden row from a missing one.
        """
        found = {
            str(key.column): _parent_table(key)
            for key in self.model._meta.local_concrete_fields
            if isinstance(key, models.ForeignKey) and key.remote_field.model._meta.label_lower in PROTECTED
        }
        return tuple((dict(self.declared) | found).items())

    @property
    def columns(self) -> list[str]:
        """The columns that history copies, in the model's order."""
        return [str(f.column) for f in self.model._meta.local_concrete_fields]


PROTECTED: dict[str, Protection] = {}


def protected(
    *, subject: str | None, parents: tuple[str, ...] = (), removable: bool = False, app_writes: bool = True
) -> Callable[[M], M]:
    """Declare that each row of a model is opened by the key to its `scope`, or by a single key to its subject.

    `subject` names the field that holds the subject's id ("id" when the row is the subject itself, None when no
    single key can open it). `parents` are the foreign keys that a writer must be able to see; those that lead to a
    protected table are such in any case. `removable` rows may be deleted by requests. `app_writes` False leaves the
    table to the engine: requests may only read it.
    """

    def declare(model: M) -> M:
        by_name = {f.name: f for f in model._meta.local_concrete_fields}
        if "scope" not in by_name:
            raise TypeError(f"{model.__name__} is protected and has no scope.")
        links = tuple((str(by_name[p].column), _parent_table(by_name[p])) for p in parents)
        column = str(by_name[subject].column) if subject else None
        PROTECTED[model._meta.label_lower] = Protection(model, _history_of(model), column, links, removable, app_writes)
        return model

    return declare


def _history_of(model: type[models.Model]) -> type[models.Model]:
    """Make the model of a table's history: the same columns without keys, and when, how and by whose post."""
    attributes: dict[str, Any] = {f.attname: _bare(f) for f in model._meta.local_concrete_fields}
    if "id" in attributes:
        attributes["row_id"] = attributes.pop("id")
    meta = type(
        "Meta",
        (),
        {
            "app_label": model._meta.app_label,
            "db_table": f"{model._meta.db_table}_history",
            "indexes": [models.Index(fields=["row_id"], name=f"{model._meta.db_table[:20]}_hist_row")],
            "default_permissions": (),
        },
    )
    attributes |= {
        "__module__": model.__module__,
        "__doc__": f"What a row of {model._meta.db_table} was before each change.",
        "Meta": meta,
        "history_id": models.BigAutoField(primary_key=True),
        "changed_at": models.DateTimeField(db_default=Now()),
        "change": models.CharField(max_length=6),
        "by_post_id": models.UUIDField(null=True),
    }
    name = f"{model.__name__}History"
    history = type(name, (models.Model,), attributes)
    setattr(sys.modules[model.__module__], name, history)
    return history


def _bare(original: models.Field[Any, Any]) -> models.Field[Any, Any]:
    """Return a field of the same type and column without key, index, uniqueness or default."""
    source = original
    while isinstance(source, models.ForeignKey):
        source = source.remote_field.model._meta.pk  # target_field would ask for all models to be loaded
    _, path, args, options = source.deconstruct()
    for word in ("primary_key", "unique", "db_index", "default", "auto_now", "auto_now_add", "db_column", "db_default"):
        options.pop(word, None)
    kind: type[Any] = type(source)
    plain: dict[type[Any], type[Any]] = {
        models.AutoField: models.IntegerField,
        models.BigAutoField: models.BigIntegerField,
        models.SmallAutoField: models.SmallIntegerField,
    }
    kind = plain.get(kind, kind)
    options["null"] = True
    options["db_column"] = "row_id" if original.attname == "id" else original.column
    copied: models.Field[Any, Any] = kind(*args, **options)
    return copied


def _parent_table(key: models.Field[Any, Any]) -> str:
    """The table that a foreign key leads to."""
    if key.remote_field is None:
        raise TypeError(f"{key.name} is no foreign key.")
    return str(key.remote_field.model._meta.db_table)
