"""Whether a breach is reported to the Information Commissioner at all."""

from concerted.kernel.decision import Decision
from concerted.kernel.rules import rule

RISKS = {"unlikely": "Unlikely to harm anybody", "risk": "A risk to people", "high": "A high risk to people"}


@rule(
    title="Must a breach be reported to the Information Commissioner?",
    source="UK GDPR Article 33(1); Data Protection Act 2018 section 67(2) for Part 3: unless it is unlikely to result "
    "in a risk to the rights and freedoms of individuals",
)
def must_be_reported(*, risk: str) -> Decision:
    """Say whether a breach with an assessed risk (unlikely, risk, high) is reported. Raises ValueError for another."""
    if risk not in RISKS:
        raise ValueError(f"There is no risk {risk!r}.")
    if risk == "unlikely":
        return Decision(False, "It is unlikely to harm anybody: keep the record with the reason, and report nothing.")
    return Decision(True, "It may harm people: it is reported to the Information Commissioner.")
