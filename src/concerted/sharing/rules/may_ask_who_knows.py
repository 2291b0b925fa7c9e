"""Whether a post may ask who else knows somebody."""

from datetime import date

from concerted.kernel.decision import Decision
from concerted.kernel.rules import rule


@rule(
    title="May this post ask who else knows this person?",
    source="Safety sentence S3: the question is relayed under the purpose's agreement, and rate-limited",
    assumed="20 questions a post and day where the county has decided no number.",
)
def may_ask_who_knows(*, under_agreement: bool, asked_today: int, most: int, until_on: date, today: date) -> Decision:
    """Say whether a question may be passed on: an agreement in force, a day that lies ahead, and not too often."""
    if not under_agreement:
        return Decision(False, "No agreement is in force for your purpose, so nobody may be asked. Ask for one first.")
    if until_on < today:
        return Decision(False, "The last day is past. Write a day from today on.")
    if asked_today >= most:
        return Decision(
            False,
            f"Your post has asked {asked_today} times today, as often as the county allows. "
            "Ask again tomorrow, or call the agency that you think of.",
        )
    return Decision(True, "An agreement in force lets this question be passed on.")
