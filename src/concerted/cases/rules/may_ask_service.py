"""Whether a service may be asked about a person."""

from datetime import date

from concerted.kernel.decision import Decision
from concerted.kernel.rules import rule


@rule(
    title="May a service be asked about this person?",
    source="Safety sentences S18, S19 and S21: one by one, under a line of an agreement, and the least that serves",
)
def may_ask_service(*, under_line: bool, is_open: bool, due_on: date, until_on: date, today: date) -> Decision:
    """Say whether one question may be put: a line in force, an open case, an answer day and an end that lie ahead."""
    if not under_line:
        return Decision(False, "No line of an agreement in force lets this service be asked.")
    if not is_open:
        return Decision(False, "The case is closed, so nothing more is asked about this person.")
    if due_on < today:
        return Decision(False, "The day by which an answer is needed is past. Write a day from today on.")
    if until_on < due_on:
        return Decision(False, "The answer would end before it is due. Write a later last day of use.")
    return Decision(True, "A line of an agreement in force opens this one question to the service, until its end.")
