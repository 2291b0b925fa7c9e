"""Whether a charge stands beside a person on the list, shown and not counted."""

from datetime import date

from concerted.kernel.days import months_after
from concerted.kernel.decision import Decision
from concerted.kernel.rules import rule
from concerted.people.kinds import CRIME

PENDING_MONTHS = 6
"""A charge without a result is shown as pending for so long."""


@rule(
    title="What is shown, not counted?",
    source="Safety sentence S13: pending charges are shown unscored",
    assumed="No feed says when a case ends without a conviction: a charge without a result is called pending for six "
    "months, and is not shown after that.",
)
def what_is_shown(*, kind: str, outcome: str, happened_on: date, has_result: bool, on: date) -> Decision:
    """Say whether a police event is shown as a pending charge on a day: charged, recent, and without a court result.

    Crimes are shown, not the arrests for them, or one charge would stand there twice.
    """
    if kind != CRIME or outcome != "charged":
        return Decision(False, "No charge: arrests and crimes without one are never shown on the list.")
    if has_result:
        return Decision(False, "The court has decided: the result stands on the list instead.")
    if not months_after(on, -PENDING_MONTHS) < happened_on <= on:
        return Decision(False, f"Charged more than {PENDING_MONTHS} months ago and no result sent: no longer shown.")
    return Decision(True, "A charge is pending: shown, not counted.")
