"""The room's wiring: schemas before the first migration, rights after the last."""

from typing import Any

from django.apps import AppConfig, apps
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate

from concerted.access.sync import synchronise


class AccessConfig(AppConfig):
    """Makes the schemas and runs the sync around `migrate`."""

    name = "concerted.access"
    label = "access"

    def ready(self) -> None:
        """Listen to `migrate`: rights are derived state, applied whenever tables may have changed."""
        # Django sends both signals for rooms with models only.
        first, *_, last = (room for room in apps.get_app_configs() if room.models_module)
        pre_migrate.connect(make_schemas, sender=first)
        post_migrate.connect(apply_rights, sender=last)


def make_schemas(using: str, **kwargs: Any) -> None:
    """Make the schemas, and take from everybody the right to run functions that nobody has granted."""
    with connections[using].cursor() as cursor:
        cursor.execute("create schema if not exists door")
        cursor.execute("create schema if not exists access")
        cursor.execute("alter default privileges revoke execute on functions from public")


def apply_rights(using: str, **kwargs: Any) -> None:
    """Run the sync on the connection that migrated."""
    synchronise(using)
