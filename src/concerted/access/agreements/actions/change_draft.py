"""Change the words of a draft."""

from datetime import date, timedelta
from typing import Any

from concerted.access.agreements.holding import hold_draft, touch_draft
from concerted.audit.record import record
from concerted.kernel.viewer import Viewer
from concerted.partnership.conflicts import told_in_words
from concerted.partnership.models import Agreement

CHANGED = (
    "title", "purpose", "objective", "gateway_id", "assessment", "assessed_on", "owner", "retention", "marking",
    "complaints", "review_on",
)  # fmt: skip


def change_draft(*, agreement: int, version: int, last_on: date | None, by: Viewer, **given: Any) -> Agreement:
    """Change the words of a draft. Raises Agreement.DoesNotExist, Changed, Refused."""
    with told_in_words():
        held = hold_draft(agreement, version, by)
        for name in CHANGED:
            setattr(held, name, given[name])
        held.until_on = None if last_on is None else last_on + timedelta(days=1)
        touch_draft(held, by, *CHANGED, "until_on")
        record("agreement.changed", agreement=held.code, edition=held.edition)
    return held
