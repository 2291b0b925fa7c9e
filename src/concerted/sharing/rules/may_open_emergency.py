"""Whether a person's records may be opened in an emergency."""

from concerted.kernel.decision import Decision
from concerted.kernel.rules import rule


@rule(
    title="May these records be opened in an emergency?",
    source="Safety sentences S1 and S4; UK GDPR Article 6(1)(d) and recital 46",
    assumed="4 hours at most where the county has decided no number.",
)
def may_open_emergency(*, because: str, hours: int, most: int, open_already: bool) -> Decision:
    """Say whether one opening may begin: with a reason, within the longest time, and one at a time."""
    if open_already:
        return Decision(False, "You have opened these records already, and they are still open.")
    if not because.strip():
        return Decision(False, "Say what the danger is, and to whom. The review reads it.")
    if not 1 <= hours <= most:
        return Decision(False, f"Choose from 1 to {most} hours, the longest that the county allows.")
    return Decision(True, "The reason is written down. The owners are told, and the opening is reviewed.")
