"""Whether an agreement that is out for signature may be put into force."""

from concerted.kernel.decision import Decision
from concerted.kernel.rules import rule


@rule(
    title="May the agreement be put into force?",
    source="Concerted's own rule: an agreement opens nothing before every agency that it binds has signed. The "
    "function access.put_into_force of the database holds it",
)
def may_be_put_into_force(*, state: str, unsigned: list[str], withdrawn: list[str]) -> Decision:
    """Say whether an agreement in a state may begin to open; the agencies that have not signed are named."""
    if state == "in_force":
        return Decision(False, "It is in force already.")
    if state != "signing":
        return Decision(False, "It is not out for signature.")
    if withdrawn:
        return Decision(
            False, f"{', '.join(withdrawn)} will not sign. Take it back into draft to change it or to leave them out."
        )
    if unsigned:
        return Decision(False, f"Not signed yet by {', '.join(unsigned)}.")
    return Decision(True, "Every party has signed.")
