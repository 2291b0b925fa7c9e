"""Whether somebody may hold a role in an agency for a period beside the posts they hold already."""

from datetime import date

from concerted.kernel.days import in_words
from concerted.kernel.decision import Decision
from concerted.kernel.rules import rule


@rule(
    title="May this person hold this role in this period?",
    source="Concerted's own rule: one role in one agency once at a time, in half-open periods; the constraint "
    "post_held_once of the database holds it",
)
def may_hold_post(*, from_on: date, until_on: date | None, held: list[dict[str, date | None]], today: date) -> Decision:
    """Say whether a post `[from_on, until_on)` overlaps none of those held in the same role and agency."""
    if from_on < today:
        return Decision(False, f"{in_words(from_on)} is past: a post begins today or later.")
    if until_on is not None and until_on <= from_on:
        return Decision(False, "The post ends before it begins. Write a later last day.")
    for other in held:
        begins, ends = other["from_on"], other["until_on"]
        if begins is not None and (until_on is None or begins < until_on) and (ends is None or from_on < ends):
            until = f"until {in_words(ends)}" if ends else "without an end"
            return Decision(
                False,
                f"The same person holds this role here from {in_words(begins)} {until}. End that post first, or begin "
                "this one when it ends.",
            )
    return Decision(True, "Nothing overlaps.")
