"""End a post: whoever is signed in with it sees nothing from the next statement on."""

from uuid import UUID

from django.db.models.functions import Greatest
from django.utils import timezone

from concerted.audit.record import record
from concerted.kernel.viewer import Viewer
from concerted.partnership.conflicts import told_in_words
from concerted.partnership.models import Post


def end_post(*, post: UUID, because: str, by: Viewer) -> Post:
    """End a post of the viewer's own agency now; ended twice, it ended once.

    Raises Post.DoesNotExist, or Refused in the words of the database.
    """
    now = timezone.now()
    with told_in_words():
        held = Post.objects.select_for_update().get(pk=post, agency_id=by.agency_id)
        if held.until_at is not None and held.until_at <= now:
            return held
        Post.objects.filter(pk=post).update(
            until_at=Greatest("from_at", now),
            ended_because=because,
            version=held.version + 1,
            changed_by=by.holder,
            changed_at=now,
        )
        record("post.ended", about=[post], role=held.role_class)
    return held
