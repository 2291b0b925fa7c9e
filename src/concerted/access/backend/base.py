"""The database wrapper that Django loads by the name of this package."""

from django.db.backends.postgresql.base import DatabaseWrapper as PostgresWrapper
from django.db.backends.postgresql.schema import DatabaseSchemaEditor
from django.db.models import Model

from concerted.access.schemas import schema_of


class SchemaEditor(DatabaseSchemaEditor):
    """Creates a table in the schema that its room belongs to; every other statement finds tables by the search path."""

    def create_model(self, model: type[Model]) -> None:
        """Create the table with its own schema first in the search path."""
        self.execute(f"set search_path = {schema_of(model._meta.app_label)}, public, access, door")
        super().create_model(model)
        self.execute("set search_path = public, access, door")


class DatabaseWrapper(PostgresWrapper):
    """PostgreSQL with schemas by room."""

    SchemaEditorClass = SchemaEditor
