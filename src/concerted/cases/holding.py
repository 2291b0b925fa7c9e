"""Holds a case or an action for one change: locked until the transaction ends, refused when it is not as it was shown.

A row that the viewer may not change is as one that is missing: `DoesNotExist`.
"""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import models

from concerted.access.protection import PROTECTED
from concerted.cases.conflicts import Changed
from concerted.cases.models import Action, Case
from concerted.kernel.decision import Decision
from concerted.kernel.errors import Refused
from concerted.kernel.viewer import Viewer
from concerted.partnership.models import Post

SOMEBODY = "Somebody"
"""Where the trail holds no post: the change was made by an import."""


def hold_case(case: UUID, version: int | None = None) -> Case:
    """Lock a case and return it. Raises Changed when `version` is no longer its version."""
    held = Case.objects.select_for_update().get(pk=case)
    unchanged(held, version)
    return held


def hold_action(action: UUID, version: int | None = None) -> Action:
    """Lock an action and return it. Raises Changed when `version` is no longer its version."""
    held = Action.objects.select_for_update().get(pk=action)
    unchanged(held, version)
    return held


def by_line(by: Viewer) -> str:
    """Return how a post stands in a line that others read: its title and its agency."""
    return f"{by.title}, {by.agency_name}"


def insist(decision: Decision) -> None:
    """Raise Refused with the rule's reason unless it says yes."""
    if not decision:
        raise Refused(decision.because)


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


def unchanged(row: Case | Action, version: int | None) -> None:
    """Raise Changed when a row is no longer of the version that a form showed; None asks for nothing."""
    if version is not None and row.version != version:
        raise Changed(*last_change(row))
