"""Who may see what: the lines of agreements that open categories to a role for the viewer's purpose."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

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
