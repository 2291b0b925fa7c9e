"""Time to the first proven reoffence, with those who were not followed to the end censored, not dropped."""

from dataclasses import replace

from concerted.analytics.measures.choices import Shows
from concerted.analytics.measures.proven import MEASURE as PROVEN

MEASURE = replace(
    PROVEN,
    code="time-to-reoffence",
    title="Time to the first proven reoffence",
    shows=Shows.TIME,
    source=f"{PROVEN.source} Time to reoffend is among the outcomes of the Justice Data Lab; its estimate from "
    "censored times is Kaplan and Meier's (1958).",
    assumptions=(
        *PROVEN.assumptions,
        "A person is followed to the end of the twelve months, or to the last day whose offences have had the six "
        "months to be proven by the as-at date, if that is earlier; what happens later is not looked at.",
        "The time runs from the index date to the day of the first offence that counts.",
    ),
)
"""The declaration; the share who reoffended by the end of a complete follow-up equals the rate of proven."""
