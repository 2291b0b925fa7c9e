"""Whether a breach is reported to the Information Commissioner in time."""

from datetime import datetime, timedelta

from concerted.kernel.decision import Decision
from concerted.kernel.rules import rule

HOURS = 72
"""Consecutive hours from awareness: nights, weekends and bank holidays count."""


def deadline(aware_at: datetime) -> datetime:
    """Return the instant at which the 72 hours are over; the clock does not stop when the clocks change."""
    return aware_at + timedelta(hours=HOURS)


@rule(
    title="Is a breach reported within 72 hours?",
    source="UK GDPR Article 33(1); Data Protection Act 2018 section 67(1) and (6) for Part 3: without undue delay and, "
    "where feasible, not later than 72 hours after becoming aware; a later report gives its reasons",
)
def reported_in_time(*, aware_at: datetime, at: datetime) -> Decision:
    """Say whether a report at an instant is within 72 consecutive hours of the controller's becoming aware.

    Both instants carry a zone, or neither does and both are of one zone without a change of clocks between them.
    Raises ValueError where the report would come before awareness.
    """
    if at < aware_at:
        raise ValueError("A breach cannot be reported before anybody was aware of it.")
    left = deadline(aware_at) - at
    if left >= timedelta(0):
        return Decision(True, f"{_in_words(left)} of 72 hours left.")
    return Decision(False, f"{_in_words(-left)} over the 72 hours: the report says why it is late.")


def _in_words(time: timedelta) -> str:
    minutes = int(time.total_seconds() // 60)
    hours, minutes = divmod(minutes, 60)
    parts = [f"{hours} hour{'' if hours == 1 else 's'}"] if hours else []
    if minutes or not hours:
        parts.append(f"{minutes} minute{'' if minutes == 1 else 's'}")
    return " ".join(parts)
