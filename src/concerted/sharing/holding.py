"""What every act of the room needs: refused when a rule says no or a row is not as it was shown."""

from datetime import UTC, datetime
from typing import Any

from django.db import models

from concerted.access.protection import PROTECTED
from concerted.access.subjects import one_at_a_time
from concerted.kernel.decision import Decision
from concerted.kernel.errors import Refused
from concerted.kernel.viewer import Viewer
from concerted.partnership.models import Post

__all__ = ["Changed", "by_line", "insist", "last_change", "one_at_a_time", "unchanged"]

SOMEBODY = "Somebody"
"""Where history holds no post that the viewer knows."""


class Changed(Refused):
    """Somebody changed the row after the form was opened; `who` did, at `at`. Nothing of the later one is saved."""

    def __init__(self, who: str, at: datetime) -> None:
        self.who = who
        self.at = at
        super().__init__(f"{who} changed this meanwhile. Yours is not saved.")


def insist(decision: Decision) -> None:
    """Raise Refused with the rule's reason unless it says yes."""
    if not decision:
        raise Refused(decision.because)


def unchanged(row: Any, version: int | None) -> None:
    """Raise Changed when a row is no longer of the version that a form showed; None asks for nothing."""
    if version is not None and row.version != version:
        raise Changed(*last_change(row))


def last_change(row: models.Model) -> tuple[str, datetime]:
    """Return who changed a protected row last and when, from its history, which the viewer reads by the same keys."""
    history: Any = PROTECTED[row._meta.label_lower].history
    found = (
        history.objects.filter(row_id=row.pk).order_by("-history_id").values_list("by_post_id", "changed_at").first()
    )
    if found is None:
        return SOMEBODY, datetime.now(UTC)
    post, at = found
    return Post.objects.filter(pk=post).values_list("holder", flat=True).first() or SOMEBODY, at


def by_line(by: Viewer) -> str:
    """Return how a post stands in a line that others read: its title and its agency."""
    return f"{by.title}, {by.agency_name}"[:160]
