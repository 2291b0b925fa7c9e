"""Whether somebody was looked at although nothing that the agency did names them."""

from concerted.kernel.decision import Decision
from concerted.kernel.rules import rule


@rule(
    title="Was somebody looked at about whom the agency never did anything?",
    source="Concerted's own rule: work with somebody leaves acts; looking alone leaves none",
    assumed="Nothing says whose work a person is, so that the acts of the whole agency stand in for a post's caseload",
)
def is_without_reason(*, acted: bool, times: int) -> Decision:
    """Say whether a person was looked at and no act of the agency on the trail names any of their records."""
    if acted:
        return Decision(False, "The agency did something about this person, before or after.")
    counted = {1: "once", 2: "twice"}.get(times, f"{times:,} times")
    return Decision(True, f"Looked at {counted}; nothing that the agency ever did on the trail names this person.")
