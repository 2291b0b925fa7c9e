"""Whether a service may answer a question now."""

from datetime import date

from concerted.kernel.decision import Decision
from concerted.kernel.rules import rule


@rule(
    title="May this question be answered?",
    source="Safety sentence S21: the answer is attends, yes or no, for as long as the asker may use it",
)
def may_answer_question(*, withdrawn: bool, until_on: date, today: date, attends: bool | None) -> Decision:
    """Say whether an answer may be given to a question that may have been withdrawn or have run out."""
    if withdrawn:
        return Decision(False, "The question was withdrawn. Nothing is asked of you any more.")
    if today > until_on:
        return Decision(False, "The time of this question is over. Nothing is asked of you any more.")
    if attends is None:
        return Decision(False, "Say whether this person attends: yes or no.")
    return Decision(True, "The question stands, and the answer says no more than it asks.")
