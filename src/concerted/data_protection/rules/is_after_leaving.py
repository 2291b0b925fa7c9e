"""Whether something was read or done under a post that had ended."""

from datetime import datetime

from concerted.kernel.decision import Decision
from concerted.kernel.rules import rule


@rule(
    title="Was the post over?",
    source="Concerted's own rule: a post that ended opens nothing from the same second on",
)
def is_after_leaving(*, at: datetime, left_at: datetime | None) -> Decision:
    """Say whether an instant lies at or after the end of a post; the end itself is after it (periods are half-open)."""
    if left_at is None:
        return Decision(False, "The post has no end.")
    if at >= left_at:
        return Decision(True, "The post was over. The database should have refused this: tell whoever runs it.")
    return Decision(False, "The post was not over yet.")
