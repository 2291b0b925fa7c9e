"""Which schema the tables of a room lie in, and which connection may reach them."""

from typing import Any

DOOR = frozenset(
    {"accounts", "auth", "contenttypes", "sessions", "axes", "account", "socialaccount", "mfa", "django_cache"}
)
"""Rooms whose tables only the role `gate` may read: one injection elsewhere must not reset a password."""


def schema_of(app_label: str) -> str:
    """Return the schema of a room's tables: `door`, `access` or `public`."""
    if app_label in DOOR:
        return "door"
    return "access" if app_label == "access" else "public"


class Router:
    """Sends the rooms behind the door by the connection `gate`; only `migrator` creates tables."""

    def db_for_read(self, model: Any, **hints: object) -> str | None:
        """Return `gate` for a room behind the door, else None (the process's own role)."""
        return "gate" if schema_of(model._meta.app_label) == "door" else None

    db_for_write = db_for_read

    def allow_relation(self, first: object, second: object, **hints: object) -> bool:
        """Allow keys between schemas: all of them lie in one database."""
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: object) -> bool:
        """Allow migrations by the owner alone."""
        return db == "migrator"
