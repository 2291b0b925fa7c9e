"""Whether a person may be proposed to a programme."""

from concerted.kernel.decision import Decision
from concerted.kernel.rules import rule


@rule(
    title="May a person be proposed?",
    source="Concerted's own rule: one open case for each person in each programme, of those that the proposer may see",
)
def may_be_proposed(*, open_stage: str | None, because: str) -> Decision:
    """Say whether a new case may begin; `open_stage` is the title of the stage of an open case that the viewer sees."""
    if open_stage is not None:
        return Decision(False, f"There is a case already. Where it stands: {open_stage}.")
    if not because.strip():
        return Decision(False, "Say why this person is proposed: the panel reads it.")
    return Decision(True, "No open case stands in the way, and the proposer says why.")
