"""Whether an agency may put off an action."""

from datetime import date

from concerted.kernel.days import in_words
from concerted.kernel.decision import Decision
from concerted.kernel.rules import rule


@rule(
    title="May an action be put off to this day?",
    source="Concerted's own rule: a later day comes with a reason, and both sides see it",
)
def may_postpone_action(*, due_on: date, to_on: date, today: date, because: str) -> Decision:
    """Say whether an action due on one day may be put off to another that is later than it and not past."""
    if to_on < today:
        return Decision(False, f"{in_words(to_on)} is past. Write a day from today on.")
    if to_on <= due_on:
        return Decision(False, f"It is due on {in_words(due_on)}. Write a later day.")
    if not because.strip():
        return Decision(False, "Say why it will be later: those who wait for it read this.")
    return Decision(True, f"It will be done by {in_words(to_on)}, and everybody who waits can read why.")
