"""Calls a function of the database that moves an agreement from state to state."""

from typing import Any

from django.db import connection


def run(statement: str, *values: Any) -> int | None:
    """Return the number that a function returns; None where it found its work done already."""
    with connection.cursor() as cursor:
        cursor.execute(statement, list(values))
        row = cursor.fetchone()
    return None if row is None or row[0] is None else int(row[0])
