"""Whether a person may stand on the list from which the panel chooses."""

from collections.abc import Sequence
from datetime import date

from concerted.kernel.days import completed_years, months_after
from concerted.kernel.decision import Decision
from concerted.kernel.rules import rule

ADULT_FROM = 18


@rule(
    title="May a person be listed?",
    source="Safety sentence S13: selection is for adults; convictions and cautions score; no child is ranked",
    assumed="Where records give several birth dates, all of them must make the person an adult. How recent a "
    "conviction must be is a local setting; without it, there is no limit.",
)
def may_be_listed(
    *,
    birth_dates: Sequence[date],
    last_proven_on: date | None,
    within_months: int | None,
    percent: float | None,
    on: date,
) -> Decision:
    """Say whether somebody is listed on a day. `birth_dates` are those that are known, default dates left out.

    `last_proven_on` is the day of the last conviction or caution, `percent` the likelihood, None where there is no
    score. The months count from the day after the one `within_months` before, so that a day counts once a year.
    """
    if not birth_dates:
        return Decision(False, "The birth date is not known: not ranked, but counted.")
    if any(completed_years(born_on, on) < ADULT_FROM for born_on in birth_dates):
        return Decision(False, "A record says under 18: never listed.")
    if last_proven_on is None or last_proven_on > on:
        return Decision(False, "Never convicted or cautioned.")
    if within_months is not None and last_proven_on <= months_after(on, -within_months):
        return Decision(False, f"Not convicted or cautioned in the last {within_months} months.")
    if percent is None:
        return Decision(False, "There is no likelihood: not ranked, but counted.")
    return Decision(True, "An adult, convicted or cautioned, with a likelihood.")
