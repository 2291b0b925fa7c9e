"""Proven reoffending, 12 + 6 months, in the edition with cohorts of twelve months."""

from dataclasses import replace

from concerted.analytics.measures.proven import MEASURE as THREE_MONTHS

MEASURE = replace(
    THREE_MONTHS,
    code="proven-twelve-month",
    edition="12 + 6 months, cohorts of twelve months",
    used_for="Publications before October 2017, for cohorts of twelve months that end with each quarter.",
    cohort_quarters=4,
    cohort_rule="released from custody, convicted without custody, or cautioned in the twelve months",
    start_of_risk="their first release, conviction or caution of the twelve months",
    assumptions=(
        *THREE_MONTHS.assumptions,
        "Cohorts roll: one ends with each quarter and is named by it. A person stands in a cohort once.",
        "Earlier editions also took positive drug tests as entries; tests are not among the events.",
    ),
)
"""The declaration; a person enters a cohort once, so its rates are lower than those of four added quarters."""
