"""Whether an agreement is complete enough to be sent for signature and put into force."""

from datetime import date

from concerted.kernel.decision import Decision
from concerted.kernel.rules import rule


@rule(
    title="Is the agreement complete enough to sign?",
    source="Information Commissioner, Data sharing code of practice (what an agreement says); safety sentence S18. The "
    "function access.lacks of the database says the same",
)
def may_be_signed(
    *,
    objective: str,
    retention: str,
    assessment: str,
    assessed_on: date | None,
    review_on: date,
    until_on: date | None,
    lines: int,
    today: date,
) -> Decision:
    """Say whether parties may be asked to sign, and if not the first thing that is missing."""
    if not objective.strip():
        return Decision(False, "Say what the agreement is for.")
    if not retention.strip():
        return Decision(False, "Say how long what is shared is kept.")
    if not assessment.strip() or assessed_on is None:
        return Decision(False, "Name the data protection impact assessment and its day.")
    if review_on <= today:
        return Decision(False, "The day of review is past: set a later one.")
    if until_on is not None and until_on <= today:
        return Decision(False, "Its last day is past: set a later one.")
    if lines == 0:
        return Decision(False, "It has no line yet, so it would open nothing.")
    return Decision(True, "It says what it is for, for how long, on which assessment, and what it opens.")
