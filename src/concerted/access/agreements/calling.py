"""Calls the functions of the database that move an agreement from state to state; what they refuse is told in words."""

from typing import Any

from django.db import connection

from concerted.audit.record import record
from concerted.partnership.conflicts import told_in_words
from concerted.partnership.models import Agreement


def call(kind: str, statement: str, values: list[Any], agreement: Agreement, *, line: int | None = None) -> int:
    """Run one function and write its one event; return the number that it returned.

    A function that found its work done already returns nothing, and leaves no event. Raises Refused in the words of
    the database.
    """
    with told_in_words():
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            row = cursor.fetchone()
        if row is None or row[0] is None:
            return 0
        count = int(row[0])
        record(kind, agreement=agreement.code, edition=agreement.edition, count=count, line=line)
    return count
