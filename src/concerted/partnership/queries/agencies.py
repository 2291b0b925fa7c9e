"""The list of agencies, and one agency's page."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, Q
from django.utils import timezone

from concerted.kernel.viewer import Viewer
from concerted.partnership.models import Agency, AgencyContact, Post, Team


@dataclass(frozen=True)
class Moves:
    """How much moves when a body is replaced."""

    posts: int
    lines: int
    keys: int
    agreements: int


def permitted(*permissions: str) -> dict[str, bool]:
    """Return which permissions the session's post holds, as the database says."""
    with connection.cursor() as cursor:
        cursor.execute("select name, access.may(name) from unnest(%s::text[]) name", [list(permissions)])
        return dict(cursor.fetchall())


def agencies(viewer: Viewer, *, kind: str = "", replaced: bool = False) -> Sequence[Agency]:
    """Return the agencies, by name, with how many posts each has now; those replaced only when asked for."""
    now = timezone.now()
    held = Q(post__from_at__lte=now) & (Q(post__until_at=None) | Q(post__until_at__gt=now))
    found = Agency.objects.annotate(posts=Count("post", filter=held)).order_by("name", "pk")
    found = found.filter(kind=kind) if kind else found
    return list(found if replaced else found.filter(closed_on=None))


def agency(viewer: Viewer, code: str) -> Agency:
    """Return one agency with its predecessor. Raises Agency.DoesNotExist."""
    return Agency.objects.select_related("predecessor").get(code=code)


def contacts(held: Agency) -> list[AgencyContact]:
    """Return how an agency is reached now, by matter."""
    return list(AgencyContact.objects.filter(agency=held, until_at=None).order_by("matter", "pk"))


def teams(held: Agency) -> list[Team]:
    """Return an agency's teams of now, by name."""
    return list(Team.objects.filter(agency=held, until_at=None).order_by("name", "pk"))


def lineage(agency: int) -> set[int]:
    """Return an agency's id and those of the bodies whose place it took: what they hold is its own to answer for."""
    found: set[int] = set()
    step: int | None = agency
    while step is not None and step not in found:
        found.add(step)
        step = Agency.objects.values_list("predecessor_id", flat=True).get(pk=step)
    return found


def posts_now(held: Agency) -> list[Post]:
    """Return who holds a post of an agency now, by name."""
    now = timezone.now()
    found = Post.objects.filter(agency=held, from_at__lte=now).filter(Q(until_at=None) | Q(until_at__gt=now))
    return list(found.select_related("team").order_by("holder", "title"))


def moves_with(held: Agency) -> Moves:
    """Return how much moves to a successor. Raises ProgrammingError when the post may not replace agencies."""
    with connection.cursor() as cursor:
        cursor.execute("select posts, lines, keys, agreements from access.moves_with(%s)", [held.pk])
        return Moves(*(cursor.fetchone() or (0, 0, 0, 0)))
