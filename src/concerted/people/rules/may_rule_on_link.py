"""Whether a post may rule on a pair of records."""

from concerted.kernel.decision import Decision
from concerted.kernel.rules import rule

RULINGS = {"same": "one person", "different": "two people", "cannot_tell": "cannot tell"}
"""What a post may say of a pair of records."""


@rule(
    title="May this be said of two records?",
    source="Concerted's own rule: a ruling has a reason, and is undone before another takes its place",
)
def may_rule_on_link(*, state: str, ruling: str, because: str) -> Decision:
    """Say whether a pair in a state may be ruled on. Raises KeyError for a ruling that there is not."""
    said = RULINGS[ruling]
    if state == ruling:
        return Decision(False, f"Somebody said so already: {said}.")
    if state in ("same", "different"):
        return Decision(False, f"Somebody ruled already: {RULINGS[state]}. Undo that first.")
    if not because.strip():
        return Decision(False, "Say why: whoever looks at this pair next reads it.")
    return Decision(True, f"The pair is open, and the reason is given: {said}.")
