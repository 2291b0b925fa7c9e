"""Whether an agency may say to the one that asks that it knows somebody."""

from datetime import date

from concerted.kernel.decision import Decision
from concerted.kernel.rules import rule


@rule(
    title="May we say that we know this person?",
    source="Safety sentences S3 and S21: the agency decides, under a line of an agreement, and says the least",
)
def may_answer_enquiry(*, state: str, until_on: date, today: date, under_line: bool, asker: str) -> Decision:
    """Say whether an answer may be given to a question in a state: open, kept_silent, answered or withdrawn."""
    if state == "withdrawn":
        return Decision(False, "The question was taken back. Nothing is asked of you any more.")
    if state == "answered":
        return Decision(False, "Your agency has answered. To put right what it said, call those who asked.")
    if today > until_on:
        return Decision(False, "The time of this question is over. Nothing is asked of you any more.")
    if not under_line:
        return Decision(
            False,
            f"No line of an agreement in force lets your agency tell {asker} that it knows somebody. It would be "
            "lawful under a line “that the agency knows somebody, one person at a time”: ask the owner of the "
            "agreement for one. Until then, say nothing; no answer means nothing.",
        )
    return Decision(True, "The question stands, and a line of an agreement lets your agency say that it knows.")
