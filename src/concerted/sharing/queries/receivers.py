"""With whom something may be shared: the roles of other agencies that work with people and that somebody fills now."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from concerted.access.permissions import may
from concerted.kernel.viewer import Viewer
from concerted.partnership.models import Agency, Post
from concerted.sharing.terms import role_in_words


@dataclass(frozen=True)
class Receiver:
    """One role of another agency, and the purposes for which its posts work."""

    agency: Agency
    role_class: str
    purposes: frozenset[str]

    @property
    def code(self) -> str:
        """How an address names it."""
        return f"{self.agency.pk}.{self.role_class}"

    @property
    def title(self) -> str:
        """How a page names it."""
        return f"{self.agency.name}: {role_in_words(self.role_class)}"


def receivers(viewer: Viewer) -> list[Receiver]:
    """Return the roles of other agencies that somebody fills now, in order of their titles; one query."""
    now = timezone.now()
    posts = (
        Post.objects.filter(from_at__lte=now)
        .filter(Q(until_at=None) | Q(until_at__gt=now))
        .exclude(agency_id=viewer.agency_id)
        .select_related("agency")
    )
    purposes: dict[tuple[Agency, str], set[str]] = defaultdict(set)
    for post in posts:
        if may(post.role_class, "disclose"):
            purposes[post.agency, post.role_class].add(post.purpose)
    found = [Receiver(agency, role, frozenset(names)) for (agency, role), names in purposes.items()]
    return sorted(found, key=lambda one: one.title)
