"""Whether somebody may review an opening in an emergency."""

from concerted.kernel.decision import Decision
from concerted.kernel.rules import rule


@rule(
    title="May this opening be reviewed by this person?",
    source="Concerted's own rule: whoever opened never reviews, and a review says what it found",
)
def may_review_emergency(*, opened_by_reviewer: bool, reviewed: bool, finding: str) -> Decision:
    """Say whether a review may be recorded, once, by somebody else than the person who opened."""
    if opened_by_reviewer:
        return Decision(False, "You opened these records yourself. Somebody else reviews it.")
    if reviewed:
        return Decision(False, "It has been reviewed. A review is not written twice.")
    if not finding.strip():
        return Decision(False, "Say what the review found.")
    return Decision(True, "Somebody else than the one who opened says what the review found.")
