"""Change what is written of a post: title, team, clearance, vetting, training, declaration, last day."""

from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from concerted.access.posts.days import ends_at, last_of
from concerted.audit.record import record
from concerted.kernel.errors import Refused
from concerted.kernel.viewer import Viewer
from concerted.partnership.conflicts import Changed, told_in_words
from concerted.partnership.models import Post

CHANGED = (
    "title", "team_id", "clearance", "vetting_level", "vetting_until_on", "trained_until_on", "declared_on",
    "declared_until_on", "interests",
)  # fmt: skip


def change_post(*, post: UUID, version: int, last_on: date | None, by: Viewer, **given: Any) -> Post:
    """Change a post of the viewer's own agency that has not ended; nobody's own.

    Raises Post.DoesNotExist, Changed, or Refused in the words of the database.
    """
    with told_in_words():
        held = Post.objects.select_for_update().get(pk=post, agency_id=by.agency_id)
        if held.version != version:
            raise Changed(held.changed_by, held.changed_at)
        if last_on != last_of(held.until_at):
            if last_on is not None and last_on < timezone.localdate():
                raise Refused("The last day is today or later. To end it now, use “End this post”.")
            held.until_at = ends_at(last_on)
        for name in CHANGED:
            setattr(held, name, given[name])
        held.version, held.changed_by, held.changed_at = version + 1, by.holder, timezone.now()
        held.save(update_fields=[*CHANGED, "until_at", "version", "changed_by", "changed_at"])
        record("post.changed", about=[post], clearance=held.clearance)
    return held
