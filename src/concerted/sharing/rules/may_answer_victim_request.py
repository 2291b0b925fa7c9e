"""Whether a victims' service may answer a request for a victim's information now."""

from concerted.kernel.decision import Decision
from concerted.kernel.rules import rule


@rule(
    title="May this request be answered?",
    source="Safety sentence S4: the service decides, once, and no notes go through this system",
)
def may_answer_victim_request(*, withdrawn: bool, answered: bool) -> Decision:
    """Say whether an answer may be given to a request."""
    if withdrawn:
        return Decision(False, "The request was taken back. Nothing is asked of you any more.")
    if answered:
        return Decision(False, "Your service has answered. To put right what it said, call those who asked.")
    return Decision(True, "The request stands, and the service decides.")
