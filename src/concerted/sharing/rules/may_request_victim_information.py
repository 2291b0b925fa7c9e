"""Whether a request for a victim's information may be made of a victims' service."""

from datetime import date

from concerted.kernel.decision import Decision
from concerted.kernel.rules import rule


@rule(
    title="May this victim's information be requested?",
    source="Police, Crime, Sentencing and Courts Act 2022, Part 2, Chapter 3A, with its code of practice in force from "
    "12 January 2026; safety sentence S4",
)
def may_request_victim_information(
    *,
    in_force: bool,
    to_a_service: bool,
    counselling: bool,
    counselling_because: str,
    told_on: date | None,
    not_told_because: str,
    today: date,
) -> Decision:
    """Say whether a request stands: in force, to a service, a presumption rebutted, and the victim told or why not."""
    if not in_force:
        return Decision(False, "The power to request a victim's information is not in force, so nothing may be asked.")
    if not to_a_service:
        return Decision(False, "Choose a victims' service. Others are asked in another way.")
    if counselling and not counselling_because.strip():
        return Decision(
            False, "Counselling notes are presumed not to be necessary. Say what rebuts that, or do not ask for them."
        )
    if not counselling and counselling_because.strip():
        return Decision(False, "You say why counselling notes are needed, but do not ask for them. Choose one.")
    if told_on is None and not not_told_because.strip():
        return Decision(False, "Say when the victim was told of this request, or why they were not.")
    if told_on is not None and not_told_because.strip():
        return Decision(False, "You say that the victim was told, and why they were not. Choose one.")
    if told_on is not None and told_on > today:
        return Decision(False, "The day on which the victim was told is still to come. Tell them first.")
    return Decision(True, "The grounds, the presumption and the notice to the victim are written down.")
