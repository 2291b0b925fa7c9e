"""Whether the time of a record is up by the schedule."""

from datetime import date

from concerted.kernel.days import in_words, months_after
from concerted.kernel.decision import Decision
from concerted.kernel.rules import rule


@rule(
    title="Is the time of this record up?",
    source="UK GDPR Art. 5(1)(e); Data Protection Act 2018 s39; the agency's own schedule",
    assumed=None,
)
def time_is_up(
    *, on: date, counted_from: date | None, months: int | None, configured: bool, review_months: int | None = None,
    kept_until: date | None = None,
) -> Decision:  # fmt: skip
    """Say whether a record is due for review on a day.

    `months` count from the day `counted_from`, a day that does not exist clipped to its month's last. Without months
    a record is kept until a review says otherwise, and is due `review_months` after that day. A decision to keep it
    (`kept_until`) goes before both.
    """
    if not configured:
        return Decision(False, "How long this is kept is not configured.")
    if kept_until is not None and on < kept_until:
        return Decision(False, f"It was decided to keep it until {in_words(kept_until)}.")
    period = months if months is not None else review_months
    if period is None:
        return Decision(False, "It is kept until a review says otherwise, and no review is due by the schedule.")
    if counted_from is None:
        return Decision(False, "Nothing says from when its time counts.")
    due = months_after(counted_from, period)
    if on < due:
        return Decision(False, f"Its time is up on {in_words(due)}.")
    why = "Its time was up" if months is not None else "Its review was due"
    return Decision(True, f"{why} on {in_words(due)}: {period} months after {in_words(counted_from)}.")
