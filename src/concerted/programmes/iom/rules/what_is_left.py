"""What a decision to adopt has left for later, so that it stands on Today until it is done."""

from datetime import date

from concerted.kernel.decision import Decision
from concerted.kernel.rules import rule


@rule(
    title="What is left to say after adoption?",
    source="Safety sentence S14: the subject is told and may challenge, or the reason for not telling is recorded",
    assumed="Kind and colour may follow the decision; no source says by when.",
)
def what_is_left(*, kind: str, colour: str, told_on: date | None, not_told_because: str) -> Decision:
    """Say whether something is left to say of somebody adopted, and what it is."""
    left = []
    if told_on is None and not not_told_because.strip():
        left.append("when they were told, or why not")
    if not kind:
        left.append("Fixed, Flex or Free")
    if not colour:
        left.append("a colour")
    if not left:
        return Decision(False, "Everything that goes with the decision is said.")
    return Decision(True, f"Still to say: {'; '.join(left)}.")
