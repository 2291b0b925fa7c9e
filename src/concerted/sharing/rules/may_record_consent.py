"""Whether a consent may be written down as the ground of sharing."""

from datetime import date

from concerted.kernel.decision import Decision
from concerted.kernel.rules import rule
from concerted.sharing.rules.may_disclose import NEVER_ON_CONSENT


@rule(
    title="May this consent be the ground of sharing?",
    source="Safety sentence S19; UK GDPR Articles 4(11) and 7: specific, informed, shown, and taken back as easily",
)
def may_record_consent(
    *, purpose: str, to_police: bool, categories: int, receivers: int, given_on: date, until_on: date, today: date
) -> Decision:
    """Say whether a consent may be recorded: to what, to whom, given on a day that is over, with an end that is not."""
    if to_police or purpose in NEVER_ON_CONSENT:
        return Decision(
            False,
            "Consent to a service is not the lawful basis for MARAC or police sharing. "
            "That rests on a line of an agreement, or on a statute.",
        )
    if not categories or not receivers:
        return Decision(False, "Say what may be shared, and with whom: consent to everything is consent to nothing.")
    if given_on > today:
        return Decision(False, "Consent counts from the day on which it is given. Write today or an earlier day.")
    if until_on < today:
        return Decision(False, "This consent would be out of date already. Write a later last day.")
    return Decision(True, "It says what, to whom, for what and until when, and it can be taken back.")
