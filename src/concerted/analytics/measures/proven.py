"""Proven reoffending, 12 + 6 months, in the edition with cohorts of three months."""

from datetime import date

from concerted.analytics.measures.spans import Span
from concerted.analytics.measures.specification import Ages, Cohort, Specification

MEASURE = Specification(
    code="proven",
    title="Proven reoffending",
    edition="12 + 6 months, cohorts of three months",
    used_for="Publications since October 2017; first cohort October to December 2015.",
    declared_on=date(2026, 11, 24),
    cohort=Cohort.FIRST_START,
    cohort_rule="released from custody, convicted without custody, or cautioned in the quarter",
    start_of_risk="their first release, conviction or caution of the quarter",
    follow_up=Span(months=12),
    waiting=Span(months=6),
    tie_rule="Two starts on one day count once, under the area whose code comes first.",
    ages=Ages(),
    source="Ministry of Justice, proven reoffending bulletins July 2011 to June 2012 and October 2013 to September "
    "2014 (cohort, one-year follow-up, further six months); response of 28 April 2016 to its consultation and guide "
    "of October 2017 (cohorts of three months, four added for a year).",
    assumptions=(
        "All offences count.",
        "Months are calendar months; the index date does not count, the last day of each window does.",
        "The eighteen months for proof run from the index date.",
        "The age bands are a choice, not an official list.",
    ),
    not_certain=(
        "Which offences and disposals are left out.",
        "The exact rules for entering the cohort more than once, and for two starts on one day.",
        "Whether the Ministry counts calendar months or 365 days.",
        "The formula of its intervals.",
    ),
)
"""The declaration; four quarters are added for a year, so that a person may enter up to four times."""
