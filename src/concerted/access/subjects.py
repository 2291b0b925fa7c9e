"""Naming a subject, and opening one subject's rows to another agency: the database checks both against the token."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from concerted.access.scoping import scope_id
from concerted.kernel.identifiers import new_id
from concerted.partnership.models import AgreementLine


def name_subject(subject: UUID, kind: str, scope: int) -> None:
    """Name a subject before its first row is written, or the statement that writes it could not read it back.

    Raises ProgrammingError when the viewer's post may not write in that scope.
    """
    _call("select access.name_subject(%s, %s, %s)", [subject, kind, scope])


def lines_in_force(*, giver: str, category: str, purpose: str) -> QuerySet[AgreementLine]:
    """Return the lines of agreements in force now that open a category of an agency (by its code) for a purpose."""
    now = timezone.now()
    lines = AgreementLine.objects.filter(giver__code=giver, category=category, purpose=purpose, from_at__lte=now)
    return lines.filter(Q(until_at=None) | Q(until_at__gt=now)).order_by("agreement_id", "number")


def writable(category: str) -> list[int]:
    """Return the ids of the scopes of a category that the viewer may write in."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select s.id from unnest((select access.write_scopes())) w(id) join access.access_scope s on s.id = w.id "
            "where s.category = %s order by s.id",
            [category],
        )
        return [row[0] for row in cursor.fetchall()]


def disclose(
    subject: UUID,
    *,
    line: AgreementLine,
    writes: bool = False,
    until: datetime | None,
    act: UUID | None = None,
    because: str = "",
) -> UUID:
    """Open one subject's rows of the line's scope to the line's receiver until an instant; return the disclosure's id.

    Raises ProgrammingError when the post may not write in that scope, or the line is not in force.
    """
    disclosure = new_id()
    opened = scope_id(line.giver.code, line.category)
    _call(
        "select access.disclose(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        [
            disclosure,
            subject,
            opened,
            line.receiver_id,
            line.role_class,
            writes,
            line.purpose,
            line.pk,
            until,
            act,
            because,
        ],
    )
    return disclosure


def end_disclosure(disclosure: UUID, because: str = "") -> None:
    """End a disclosure that the viewer's post may end: its key is shut for the next statement."""
    _call("select access.end_disclosure(%s, %s)", [disclosure, because])


def _call(statement: str, values: list[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
