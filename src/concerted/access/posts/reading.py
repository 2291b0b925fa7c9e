"""An agency's posts for its administrator: lists, one post, what lapses and what that stops, what an end leaves."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from concerted.access.categories import in_words
from concerted.access.permissions import ROLES
from concerted.access.rooms import offering
from concerted.kernel.viewer import Viewer
from concerted.partnership.kinds import kinds
from concerted.partnership.local_settings import LAPSES_WARN_DAYS
from concerted.partnership.models import Agency, AgreementLine, County, Post
from concerted.partnership.queries.local_settings import value
from concerted.partnership.rules.is_told_early import is_told_early

AT_THE_HOST_ALONE = frozenset({"agreements.keep", "agencies.keep", "settings.keep"})
ENDED_SHOWN = 25


@dataclass(frozen=True)
class Lasts:
    """One thing that a post has until a day: in force, told early, run out, or not written down; what it stops."""

    what: str
    until_on: date | None
    state: str
    stops: list[str]


def of_agency(viewer: Viewer) -> QuerySet[Post]:
    """Return every post of the viewer's own agency."""
    return Post.objects.filter(agency_id=viewer.agency_id).select_related("team").order_by("holder", "title", "pk")


def now_to_come_ended(viewer: Viewer) -> tuple[list[Post], list[Post], list[Post]]:
    """Return the agency's posts of now, those to come, and the last of those that ended."""
    now = timezone.now()
    open_now = of_agency(viewer).filter(Q(until_at=None) | Q(until_at__gt=now))
    ended = of_agency(viewer).filter(until_at__lte=now).order_by("-until_at")[:ENDED_SHOWN]
    return list(open_now.filter(from_at__lte=now)), list(open_now.filter(from_at__gt=now)), list(ended)


def one(viewer: Viewer, post: UUID) -> Post:
    """Return a post of the viewer's own agency. Raises Post.DoesNotExist for any other."""
    return of_agency(viewer).get(pk=post)


def role_title(code: str) -> str:
    """Return what a role is called; one without pages by its code."""
    role = ROLES.get(code)
    return role.title if role else code.replace("_", " ").capitalize()


def roles_of(viewer: Viewer) -> list[tuple[str, str]]:
    """Return code and title of each role that the viewer's own agency may open."""
    agency = Agency.objects.get(pk=viewer.agency_id)
    kind = kinds().get(agency.kind)
    at_host = County.objects.filter(host_id=viewer.agency_id).exists()
    found = [
        code for code in (kind.roles if kind else {}) if at_host or not ROLES[code].permissions & AT_THE_HOST_ALONE
    ]
    return sorted(((code, ROLES[code].title) for code in found), key=lambda pair: pair[1])


def people_of(viewer: Viewer) -> list[tuple[UUID, str]]:
    """Return account and name of everybody who holds or held a post of the viewer's own agency."""
    rows = (
        Post.objects.filter(agency_id=viewer.agency_id)
        .order_by("holder", "-from_at")
        .values_list("account_id", "holder")
    )
    return list(dict(rows).items())


def lines_needing(agency_id: int, role_class: str) -> list[AgreementLine]:
    """Return the lines in force that open something to a role of an agency and need what may run out (S23)."""
    now = timezone.now()
    lines = AgreementLine.objects.filter(receiver_id=agency_id, role_class=role_class, from_at__lte=now)
    lines = lines.filter(Q(until_at=None) | Q(until_at__gt=now))
    needing = lines.filter(Q(needs_vetting=True) | Q(needs_training=True) | Q(needs_declaration=True))
    return list(needing.select_related("giver", "agreement").order_by("agreement__title", "number"))


def what_lasts(post: Post, today: date, *, warn_days: int | None) -> list[Lasts]:
    """Return vetting, training and declaration of a post on a day, each with what stands or falls with it (S23)."""
    lines = lines_needing(post.agency_id, post.role_class)
    return [
        _lasts(what, until_on, today, warn_days, [line for line in lines if getattr(line, needs)])
        for what, until_on, needs in (
            ("Vetting", post.vetting_until_on, "needs_vetting"),
            ("Training", post.trained_until_on, "needs_training"),
            ("Declaration of interests", post.declared_until_on, "needs_declaration"),
        )
    ]


def warn_days(today: date) -> int | None:
    """Return how early the county wants a lapse told, or None where it is not configured."""
    found = value(LAPSES_WARN_DAYS, today)
    return found if isinstance(found, int) else None


def _lasts(
    what: str, until_on: date | None, today: date, days_ahead: int | None, lines: Iterable[AgreementLine]
) -> Lasts:
    stops = [f"{in_words(line.category)} of {line.giver.name} ({line.agreement.title})" for line in lines]
    if until_on is None:
        return Lasts(what, None, "none", stops)
    if until_on < today:
        return Lasts(what, until_on, "lapsed", stops)
    told = is_told_early(until_on=until_on, today=today, days_ahead=days_ahead)
    return Lasts(what, until_on, "soon" if told else "lasts", stops)


def opens(viewer: Viewer, role_class: str) -> list[str]:
    """Return, in words, the categories of the viewer's own agency that a role opens there without any agreement."""
    with connection.cursor() as cursor:
        cursor.execute("select category, may_write from access.own_categories(%s) order by 1", [role_class])
        return [in_words(category) + (" (also to write)" if writes else "") for category, writes in cursor.fetchall()]


def stays_with(post: Post) -> list[Post]:
    """Return the other posts of now in the same role and agency: who goes on when this one ends."""
    now = timezone.now()
    found = Post.objects.filter(agency_id=post.agency_id, role_class=post.role_class, from_at__lte=now)
    return list(found.filter(Q(until_at=None) | Q(until_at__gt=now)).exclude(pk=post.pk).order_by("holder"))


def left_behind(post: Post) -> list[str]:
    """Return, in words, what nobody is left to do when a post ends; rooms offer it in `leaving.py`."""
    return [line for room in offering("leaving") for line in room.left_behind(post.pk)]
