"""Who may see what: the agreement lines that open categories of a scheme, and what was opened of one person."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from concerted.access.categories import CATEGORIES, in_words
from concerted.access.permissions import ROLES
from concerted.kernel.viewer import Viewer
from concerted.partnership.models import AgreementLine
from concerted.people.wording import joined


@dataclass(frozen=True)
class Opened:
    """What one line of an agreement opens: to whom, whose, what, until when; one person at a time if `by_request`."""

    agency: str
    role: str
    what: list[str]
    by_request: bool
    words: str
    line: str
    until_on: date | None


@dataclass(frozen=True)
class Disclosed:
    """One fact opened on purpose, as the trail of disclosures has it: never its content."""

    on: date
    giver: str
    receiver: str
    what: str
    gateway: str
    until_on: date | None
    ended: bool


def opened_by_agreements(viewer: Viewer) -> list[Opened]:
    """Return what the agreements in force open from or to the viewer's agency, for the viewer's purpose.

    It is the same for every person, in one query: what other agencies share with one another is theirs to tell.
    """
    now = timezone.now()
    lines = (
        AgreementLine.objects.filter(purpose=viewer.purpose, from_at__lte=now)
        .filter(Q(until_at=None) | Q(until_at__gt=now))
        .filter(Q(giver_id=viewer.agency_id) | Q(receiver_id=viewer.agency_id))
        .select_related("agreement", "giver", "receiver")
        .order_by("receiver__name", "role_class", "by_request", "words", "giver__name", "category")
    )
    found = []
    for (receiver, role, by_request, words), of in groupby(
        lines, key=lambda line: (line.receiver.name, line.role_class, line.by_request, line.words)
    ):
        together = list(of)
        what = _what(together)
        first = together[0]
        found.append(
            Opened(
                agency=receiver,
                role=ROLES[role].title if role in ROLES else role.replace("_", " "),
                what=what,
                by_request=by_request,
                words=words,
                line=f"{first.agreement.title}, edition {first.agreement.edition}, {_numbers(together)}",
                until_on=timezone.localdate(first.until_at) if first.until_at else None,
            )
        )
    return found


def _what(lines: list[AgreementLine]) -> list[str]:
    """Return what lines open, givers of the same together: "Courts: who somebody is, addresses"."""
    ranks = {category: rank for rank, category in enumerate(CATEGORIES)}
    by_giver: dict[str, list[str]] = {}
    for line in sorted(lines, key=lambda line: ranks.get(line.category, len(ranks))):
        by_giver.setdefault(line.giver.name, []).append(in_words(line.category))
    givers: dict[str, list[str]] = {}
    for giver, categories in sorted(by_giver.items()):
        givers.setdefault(joined(categories), []).append(giver)
    return [f"{joined(names)}: {categories}" for categories, names in givers.items()]


def _numbers(lines: list[AgreementLine]) -> str:
    numbers = sorted(line.number for line in lines)
    return f"line {numbers[0]}" if len(numbers) == 1 else f"lines {numbers[0]} to {numbers[-1]}"


def disclosed(viewer: Viewer, subjects: list[UUID]) -> list[Disclosed]:
    """Return the scheme's own disclosures about subjects that the viewer's agency gave or received, newest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select d.from_at, g.name, r.name, d.category, w.title, d.until_at, d.ended_at "
            "from access.my_disclosure d join partnership_agency g on g.id = d.from_agency_id "
            "join partnership_agency r on r.id = d.to_agency_id join partnership_gateway w on w.code = d.gateway_id "
            "where d.purpose = %s and d.subject_id = any (%s::uuid[]) order by d.from_at desc, d.id",
            [viewer.purpose, subjects],
        )
        rows = cursor.fetchall()
    return [
        Disclosed(_day(at), giver, receiver, in_words(category), gateway, until and _day(until), bool(ended))
        for at, giver, receiver, category, gateway, until, ended in rows
    ]


def _day(at: datetime) -> date:
    return timezone.localdate(at)
