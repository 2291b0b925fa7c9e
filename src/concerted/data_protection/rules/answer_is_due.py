"""The day by which somebody who asks about their own records is answered."""

from datetime import date

from concerted.kernel.days import in_words, months_after
from concerted.kernel.decision import Decision
from concerted.kernel.rules import rule

EXTENSION = 2
"""Further months that UK GDPR Art. 12(3) allows where requests are complex or many."""


def due_on(received_on: date, *, extended: bool = False) -> date:
    """Return the corresponding day of the next month (or the third), clipped to the month's last day."""
    return months_after(received_on, 1 + (EXTENSION if extended else 0))


@rule(
    title="Is the answer in time?",
    source="UK GDPR Art. 12(3); Data Protection Act 2018 s54 (one month)",
    assumed="A day at a weekend or on a holiday is not moved to the next working day: the cautious reading.",
)
def answer_is_due(*, received_on: date, on: date, regime: str, extended: bool = False) -> Decision:
    """Say whether a day lies within the time: one month from the day of receipt, or of proof of identity if later.

    Three months where it was extended, which only the UK GDPR knows. Raises nothing: an extension under Part 3 of the
    Act of 2018 is refused.
    """
    if extended and regime == "part_3":
        return Decision(False, "Part 3 of the Data Protection Act 2018 knows no extension for complex requests.")
    due = due_on(received_on, extended=extended)
    if on > due:
        return Decision(False, f"The answer was due on {in_words(due)}.")
    return Decision(True, f"The answer is due on {in_words(due)}.")
