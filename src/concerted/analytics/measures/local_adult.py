"""Local adult reoffending, 3 + 3 months: quarter-end caseloads, four of them added for a year."""

from datetime import date

from concerted.analytics.measures.spans import Span
from concerted.analytics.measures.specification import Ages, Cohort, Specification

MEASURE = Specification(
    code="local-adult",
    title="Local adult reoffending",
    edition="3 + 3 months",
    used_for="Published quarterly from the year October 2007 to September 2008 (first as National Indicator 18); "
    "editions up to the year July 2012 to June 2013 were seen.",
    declared_on=date(2026, 11, 24),
    cohort=Cohort.CASELOAD,
    cohort_rule="on the probation caseload at the end of each quarter",
    start_of_risk="the day of the snapshot",
    follow_up=Span(months=3),
    waiting=Span(months=3),
    tie_rule="A person listed twice in one snapshot counts once, under the area whose code comes first.",
    ages=Ages(youngest=18),
    source="Hansard, 16 June 2008, Reoffenders (210633): offence within three months of the quarter end, conviction "
    "within six; Hansard, 6 July 2009, East of England (283424): four quarter-end counts are added; DCLG open data "
    "certificate 7898: adults of 18 and over on the caseload.",
    assumptions=(
        "All offences count.",
        "Months are calendar months; the day of the snapshot does not count, the last day of each window does.",
        "A caution proves an offence as a conviction does.",
        "A person on the caseload whose birth date is not known is counted as an adult, in a cell of their own.",
        "The age bands are a choice, not an official list.",
    ),
    not_certain=(
        "Which offences and disposals were left out.",
        "The model behind the predicted rate, and the baseline of 2007/08: without them no comparison of "
        "performance is fair.",
        "One person may be counted in up to four of the added snapshots: intervals of a year cluster by person.",
    ),
)
"""The declaration; the measure is withdrawn and must never share an axis with the 12 + 6 month family."""
