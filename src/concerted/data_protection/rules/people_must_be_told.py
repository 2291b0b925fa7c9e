"""Whether the people whose data it was are told of a breach."""

from concerted.kernel.decision import Decision
from concerted.kernel.rules import rule


@rule(
    title="Must the people affected be told?",
    source="UK GDPR Article 34(1) and (3); Data Protection Act 2018 section 68 for Part 3: where the breach is likely "
    "to result in a high risk, without undue delay",
)
def people_must_be_told(*, risk: str) -> Decision:
    """Say whether those affected are told, by the assessed risk; how and by whom is a matter of their safety (S5)."""
    if risk == "high":
        return Decision(True, "The risk is high: those affected are told without undue delay, by a way that is safe.")
    return Decision(False, "The risk is not high: they need not be told, and may be.")
