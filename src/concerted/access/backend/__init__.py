"""A PostgreSQL backend that creates each table in the schema of its room."""
