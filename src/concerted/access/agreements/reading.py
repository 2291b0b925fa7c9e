"""What is read of agreements: the list, one edition as a document, what hangs on its lines."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from concerted.access.agreements.wording import needs_of, reach_of, role_title
from concerted.access.categories import in_words
from concerted.kernel.viewer import Viewer
from concerted.partnership.local_settings import REVIEWS_WARN_DAYS
from concerted.partnership.models import Agency, Agreement, AgreementLine, Party, Post
from concerted.partnership.queries.local_settings import value
from concerted.partnership.rules.is_told_early import is_told_early
from concerted.partnership.rules.may_be_signed import may_be_signed

ENDED_SHOWN = 25


@dataclass(frozen=True)
class Hangs:
    """What hangs on a line now; `disclosures` None: few or none, where even the number would tell something."""

    posts: int
    keys: int
    disclosures: int | None


@dataclass(frozen=True)
class LineShown:
    """A line as the document shows it."""

    line: AgreementLine
    category: str
    role: str
    reach: str
    needs: str
    state: str

    @property
    def to(self) -> str:
        """Who reads it: agency and role."""
        return f"To {self.line.receiver.name}, {self.role}"


@dataclass(frozen=True)
class Binding:
    """An agency that an agreement binds, with its signature where there is one."""

    agency: Agency
    party: Party | None

    @property
    def signed(self) -> bool:
        """Whether it has signed and not withdrawn."""
        return self.party is not None and self.party.signed_at is not None and self.party.withdrawn_at is None


def listed(viewer: Viewer, *, party: str = "", keeper: bool = False) -> dict[str, list[Agreement]]:
    """Return agreements by state, in force by their review first; drafts only for those who keep them."""
    found = Agreement.objects.filter(is_template=False).select_related("gateway").prefetch_related("parties__agency")
    if party:
        given = Q(lines__giver__code=party) | Q(lines__receiver__code=party) | Q(parties__agency__code=party)
        found = found.filter(given).distinct()
    in_order = found.order_by("review_on", "title", "edition")
    return {
        "signing": list(in_order.filter(state="signing")),
        "in_force": list(in_order.filter(state="in_force")),
        "draft": list(in_order.filter(state="draft")) if keeper else [],
        "ended": list(found.filter(state="ended").order_by("-ended_at", "-edition")[:ENDED_SHOWN]),
    }


def templates() -> list[Agreement]:
    """Return the agreements to start from."""
    return list(Agreement.objects.filter(is_template=True).select_related("gateway").order_by("title"))


def one(viewer: Viewer, code: str, edition: int) -> Agreement:
    """Return one edition of an agreement. Raises Agreement.DoesNotExist."""
    found = Agreement.objects.select_related("gateway", "owner_agency").filter(is_template=False)
    return found.get(code=code, edition=edition)


def editions(agreement: Agreement) -> list[Agreement]:
    """Return every edition of an agreement, the newest first."""
    return list(Agreement.objects.filter(code=agreement.code, is_template=False).order_by("-edition"))


def lines_of(agreement: Agreement) -> list[LineShown]:
    """Return the lines of an edition, those to one role of an agency together, in the order of their first number."""
    now = timezone.now()
    lines = agreement.lines.select_related("giver", "receiver").order_by("number")
    first: dict[tuple[int, str], int] = {}
    for line in lines:
        first.setdefault((line.receiver_id, line.role_class), line.number)
    return [
        LineShown(
            line=line,
            category=in_words(line.category),
            role=role_title(line.role_class),
            reach=reach_of(line),
            needs=needs_of(line),
            state="draft" if line.from_at is None else "open" if _open(line, now) else "ended",
        )
        for line in sorted(lines, key=lambda line: (first[line.receiver_id, line.role_class], line.number))
    ]


def _open(line: AgreementLine, now: object) -> bool:
    return line.until_at is None or line.until_at > now  # type: ignore[operator]


def bound_by(agreement: Agreement) -> list[Binding]:
    """Return the agencies that an edition binds: by its lines while it is a draft, by its parties afterwards."""
    parties = {party.agency_id: party for party in agreement.parties.select_related("agency", "signed_by")}
    wanted = set(parties) or set(_bound(agreement))
    agencies = Agency.objects.filter(pk__in=wanted).order_by("name")
    return [Binding(agency, parties.get(agency.pk)) for agency in agencies]


def _bound(agreement: Agreement) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("select b from access.bound(%s) b", [agreement.pk])
        return [row[0] for row in cursor.fetchall()]


def signed_by_same_person(viewer: Viewer, agreement: Agreement) -> str:
    """Return for which other party the viewer's account has signed an edition; empty for none."""
    mine = Post.objects.filter(pk=viewer.post_id).values("account_id")
    signed = agreement.parties.filter(withdrawn_at=None, signed_by__account_id__in=mine)
    other = signed.exclude(agency_id=viewer.agency_id).order_by("agency__name").values_list("agency__name", flat=True)
    return other.first() or ""


def lacking(agreement: Agreement, lines: int, today: date) -> str:
    """Return the first thing that an edition lacks before it may be signed; empty where nothing."""
    decision = may_be_signed(
        objective=agreement.objective,
        retention=agreement.retention,
        assessment=agreement.assessment,
        assessed_on=agreement.assessed_on,
        review_on=agreement.review_on,
        until_on=agreement.until_on,
        lines=lines,
        today=today,
    )
    if not decision:
        return decision.because
    with connection.cursor() as cursor:
        cursor.execute("select access.lacks(%s)", [agreement.pk])
        row = cursor.fetchone()
    return (row[0] or "") if row else ""


def hanging_on(lines: Iterable[AgreementLine]) -> dict[int, Hangs]:
    """Return what hangs on lines now, by line; lines of an agreement that the post neither keeps nor signs are absent.

    Raises ProgrammingError when the post neither keeps nor signs agreements.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "select line_id, posts, keys, disclosures from access.hangs_on(%s::bigint[])", [[line.pk for line in lines]]
        )
        return {row[0]: Hangs(*row[1:]) for row in cursor.fetchall()}


def last_day(agreement: Agreement) -> date | None:
    """Return the last day on which an edition opens anything; None without an end."""
    return None if agreement.until_on is None else agreement.until_on - timedelta(days=1)


def warn_days(today: date) -> int | None:
    """Return how early the county wants a review or an end told, or None where it is not configured."""
    found = value(REVIEWS_WARN_DAYS, today)
    return found if isinstance(found, int) else None


def told_early(agreement: Agreement, today: date, days_ahead: int | None) -> list[tuple[str, date]]:
    """Return what of an agreement in force is told early: its review, its last day."""
    days = [("Review", agreement.review_on)]
    last = last_day(agreement)
    if last is not None:
        days.append(("Last day", last))
    return [(what, on) for what, on in days if is_told_early(until_on=on, today=today, days_ahead=days_ahead)]


def run_out(agreement: Agreement, today: date) -> bool:
    """Whether an agreement that nobody ended has run out by its date."""
    return agreement.state == "in_force" and agreement.until_on is not None and agreement.until_on <= today
