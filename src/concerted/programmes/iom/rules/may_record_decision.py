"""Whether all is said that the panel's decision needs."""

from datetime import date

from concerted.kernel.decision import Decision
from concerted.kernel.rules import rule

OUTCOMES = ("adopted", "declined", "not_yet")


@rule(
    title="May this decision be recorded?",
    source="Safety sentence S14: a named person decides, with reasons; the subject is told, or the reason for not "
    "telling is recorded",
    assumed="That who declines says who holds the person instead, and who waits says what is missing, is Concerted's "
    "own rule.",
)
def may_record_decision(
    *,
    outcome: str,
    because: str,
    decided_by: str,
    held_by: str,
    missing: str,
    told_on: date | None,
    on: date,
) -> Decision:
    """Say whether a decision of a day may be recorded; kind, colour and being told may follow as due actions."""
    if outcome not in OUTCOMES:
        return Decision(False, "Say what the panel decides: adopt, do not adopt, or not yet.")
    if not because.strip():
        return Decision(False, "Say why: the person is told the reason.")
    if not decided_by.strip():
        return Decision(False, "Say who decided: a named person does, not a list.")
    if outcome == "declined" and not held_by.strip():
        return Decision(False, "Say who holds this person instead.")
    if outcome == "not_yet" and not missing.strip():
        return Decision(False, "Say what is missing, and who brings it.")
    if told_on is not None and told_on > on:
        return Decision(False, "The day of telling lies ahead. Choose Later, and write the day there.")
    return Decision(True, "A named person decided, with reasons, and what the decision needs is said.")
