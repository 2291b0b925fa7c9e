"""Frequency of proven reoffending: reoffences for each person who reoffended, and for each person of the cohort."""

from dataclasses import replace

from concerted.analytics.measures.choices import Shows
from concerted.analytics.measures.proven import MEASURE as PROVEN

MEASURE = replace(
    PROVEN,
    code="frequency",
    title="Frequency of proven reoffending",
    shows=Shows.FREQUENCY,
    source=f"{PROVEN.source} Frequency is reoffences divided by reoffenders; reoffences divided by offenders is "
    "given beside it.",
    not_certain=(
        *PROVEN.not_certain,
        "Which of several offences proven on one day the Ministry counts; here each row of the events is one.",
    ),
)
"""The declaration; the cohort, the follow-up and the reoffences are those of proven reoffending."""
