"""Youth reoffending, 12 + 3 months: the local measure of youth offending teams."""

from datetime import date

from concerted.analytics.measures.spans import Span
from concerted.analytics.measures.specification import Ages, Cohort, Specification

MEASURE = Specification(
    code="youth",
    title="Youth reoffending",
    edition="12 + 3 months",
    used_for="National Indicator 19; seen as used in January 2010.",
    declared_on=date(2026, 11, 24),
    cohort=Cohort.FIRST_START,
    cohort_rule="released from custody, convicted without custody, or given another outcome in the quarter",
    start_of_risk="their first release, conviction or other outcome of the quarter",
    follow_up=Span(months=12),
    waiting=Span(months=3),
    tie_rule="Two starts on one day count once, under the area whose code comes first.",
    ages=Ages(youngest=10, oldest=17),
    source="Hansard, 11 January 2010: the local youth measure was counted from the records of youth offending teams, "
    "over twelve months, with three more for an outcome to be recorded.",
    assumptions=(
        "All offences count.",
        "The cohort is that of proven reoffending in a quarter; the indicator's own rule of entry was not found.",
        "Ages are those of youth justice, 10 to 17, in completed years at the index date.",
        "A person whose birth date is not known is counted, in a cell of their own.",
        "Months are calendar months; the index date does not count, the last day of each window does.",
        "The age bands are a choice, not an official list.",
    ),
    not_certain=(
        "Who entered the cohort, and in which months of the year.",
        "Which outcomes short of a caution counted.",
        "Below the level of a youth offending team the numbers were called too small to mean anything.",
    ),
)
"""The declaration; it counts children: no figure of it is released until a threshold for children is configured."""
