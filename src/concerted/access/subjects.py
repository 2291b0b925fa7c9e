"""Naming a subject, and opening one subject's rows to another agency: the database checks both against the token."""

from dataclasses import dataclass
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


@dataclass(frozen=True)
class Basis:
    """What a disclosure rests on that no line covers: consent, statute or override, with its gateway and regime."""

    rests_on: str
    gateway: str
    regime: str
    consent: UUID | None = None
    because: str = ""


def disclose_own(
    subject: UUID,
    *,
    scope: int,
    receiver: int,
    role_class: str,
    purpose: str,
    basis: Basis,
    until: datetime | None,
    act: UUID,
) -> UUID:
    """Open one subject's rows of one of the agency's own scopes to a role of another agency; return the id.

    Raises ProgrammingError when the post may not, or nothing in law that is named lets it: a consent that does not
    cover it, a gateway that needs an agreement, Part 3 where one side is no competent authority.
    """
    disclosure = new_id()
    _call(
        "select access.disclose_own(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        [
            disclosure,
            act,
            subject,
            scope,
            receiver,
            role_class,
            purpose,
            basis.rests_on,
            basis.gateway,
            basis.regime,
            basis.consent,
            basis.because,
            until,
        ],
    )
    return disclosure


def own_scopes() -> dict[str, int]:
    """Return the scopes of the viewer's own agency that the post opens without any agreement, by category.

    Where a category has several sensitivities, the least.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "select s.category, s.id from unnest((select access.own_scopes())) o(id) "
            "join access.access_scope s on s.id = o.id order by s.category, s.sensitivity desc"
        )
        return dict(cursor.fetchall())


def end_resting_on(consent: UUID, because: str) -> int:
    """End what rested on one consent, given by the viewer's agency, and nothing else; return how many that were."""
    with connection.cursor() as cursor:
        cursor.execute("select access.end_resting_on(%s, %s)", [consent, because])
        return int(cursor.fetchone()[0])


def one_at_a_time(*what: object) -> None:
    """Let one transaction at a time do what is named, where there is no row yet that could be locked."""
    _call("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [" ".join(map(str, what))])


def end_disclosure(disclosure: UUID, because: str = "") -> None:
    """End a disclosure that the viewer's post may end: its key is shut for the next statement."""
    _call("select access.end_disclosure(%s, %s)", [disclosure, because])


def _call(statement: str, values: list[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
