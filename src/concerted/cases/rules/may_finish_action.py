"""Whether an agency may call an action done."""

from concerted.kernel.decision import Decision
from concerted.kernel.rules import rule


@rule(
    title="May an action be called done?",
    source="Concerted's own rule: done means that what was found is written down, for both sides to read",
)
def may_finish_action(*, found: str, waits_for: str | None) -> Decision:
    """Say whether an action may be called done, given what was found and an action before it that is not done yet."""
    if not found.strip():
        return Decision(False, "Say what was found or done, and what shows it.")
    if waits_for is not None:
        return Decision(False, f"Another action comes first and is not done yet: {waits_for}.")
    return Decision(True, "What was found is written down, and nothing has to come first.")
