"""Whether somebody may be proposed to, or stand in, Integrated Offender Management at all."""

from collections.abc import Sequence
from datetime import date

from concerted.kernel.days import completed_years
from concerted.kernel.decision import Decision
from concerted.kernel.rules import rule

ADULT_FROM = 18


@rule(
    title="May somebody be considered?",
    source="Safety sentence S13: selection is for adults; no child is ranked, scored by an adult predictor, or given "
    "a colour",
    assumed="Where records give several birth dates, all of them must make the person an adult.",
)
def may_be_considered(*, birth_dates: Sequence[date], on: date) -> Decision:
    """Say whether somebody is an adult on a day by every birth date that the records give, default dates left out."""
    if not birth_dates:
        return Decision(False, "No record gives a birth date. Find it out first: the scheme is for adults.")
    if any(completed_years(born_on, on) < ADULT_FROM for born_on in birth_dates):
        return Decision(False, "A record says under 18. The scheme is for adults, and no child is given a colour.")
    return Decision(True, "An adult by every record.")
