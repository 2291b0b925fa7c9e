"""Whether something that runs out on a day is told today."""

from datetime import date, timedelta

from concerted.kernel.days import in_words
from concerted.kernel.decision import Decision
from concerted.kernel.rules import rule


@rule(
    title="Is it told today that this runs out?",
    source="Safety sentence S23 (a lapsed one stops what needs it); how early is a local setting, and while it is not "
    "configured every day ahead is told",
)
def is_told_early(*, until_on: date, today: date, days_ahead: int | None) -> Decision:
    """Say whether a day on which something runs out is named, counting up to and including that day."""
    if until_on < today:
        return Decision(True, f"It ran out on {in_words(until_on)}.")
    if days_ahead is not None and until_on > today + timedelta(days=days_ahead):
        return Decision(False, f"It lasts until {in_words(until_on)}, more than {days_ahead} days ahead.")
    return Decision(True, f"It lasts until {in_words(until_on)}.")
