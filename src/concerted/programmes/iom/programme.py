"""Integrated Offender Management, as data: stages, pathways, who leads, who sits at the table."""

from concerted.cases.programme import Pathway, Programme, Stage

PROGRAMME = Programme(
    code="iom",
    title="Integrated Offender Management",
    short="IOM",
    purpose="iom",
    regime="DPA 2018 Part 3 (competent authorities); UK GDPR and Part 2 (others)",
    scheme="iom",
    lead_role="iom_coordinator",
    subject_roles=("person whose offending causes harm",),
    stages=(
        Stage("proposed", "Proposed", following=("adopted", "declined", "not_yet"), asks=("because",), open=True),
        Stage("adopted", "In the cohort", following=("left",), open=True, managed=True),
        Stage("declined", "Not adopted", ends=True),
        Stage("not_yet", "Not yet", following=("proposed", "adopted", "declined"), open=True),
        Stage("left", "Left the cohort", ends=True),
    ),
    # The seven pathways of Richmond's IOM scheme; other areas have nine.
    pathways=(
        Pathway("accommodation", "Accommodation"),
        Pathway("work", "Education, training, employment"),
        Pathway("health", "Health"),
        Pathway("drugs", "Drugs and alcohol"),
        Pathway("finance", "Finance, benefit and debt"),
        Pathway("family", "Children and families"),
        Pathway("thinking", "Attitudes, thinking, behaviour"),
    ),
    meeting="Panel",
    review_setting="iom.review_interval",
    retention=None,
    at_the_table=("police", "probation", "housing", "health", "charity"),
)
