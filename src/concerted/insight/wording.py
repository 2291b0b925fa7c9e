"""The words of each measure on its page: who is counted, within what, of what."""

from dataclasses import dataclass

from concerted.analytics.measures.specification import Cohort, Shows, Specification


@dataclass(frozen=True)
class Words:
    """The phrases of a measure. `of` stands in headlines, `who` where there is room for the rule of the cohort."""

    within: str
    of: str
    who: str
    year: str
    """When the people of a year entered, followed by its last day."""
    quarter: str
    heading: str
    column: str
    counted: str
    out_of: str


def words_of(spec: Specification) -> Words:
    """Return the phrases for a declared measure, from its declaration."""
    within, proven = _plain(spec.follow_up), _plain(spec.proven_within)
    quarter = _quarter(spec)
    if spec.cohort is Cohort.CASELOAD:
        of = who = "adults on the probation caseload"
        year = "at four quarter-ends to"
        out_of = "Adults on the caseload at each of four quarter-ends, added. One person can be counted four times"
    else:
        of = "adults sentenced, cautioned or released"
        who = "adults released from custody, convicted without custody, or cautioned"
        year = "in the year to"
        out_of = "Adults whose start of risk fell in each of four quarters, added. One person can be counted four times"
    if spec.cohort_quarters == 4:
        out_of = "Adults whose start of risk fell in twelve months, each once: the first of theirs"
    start = "the quarter-end" if spec.cohort is Cohort.CASELOAD else "the start of risk"
    often = spec.shows is Shows.FREQUENCY
    return Words(
        within=f"within {within}",
        of=of,
        who=who,
        year=year,
        quarter=quarter,
        heading=f"Reoffences within {within} for each adult who reoffended, each {quarter}"
        if often
        else f"Adults who reoffended within {within}, each {quarter}",
        column={"quarter-end": "Caseload on", "quarter": "Quarter to"}.get(quarter, "Twelve months to"),
        counted=f"An offence within {within} of {start}, proven within {proven} of it",
        out_of="Adults who reoffended; what each did counts as often as it was proven" if often else out_of,
    )


def _quarter(spec: Specification) -> str:
    if spec.cohort is Cohort.CASELOAD:
        return "quarter-end"
    return "quarter" if spec.cohort_quarters == 1 else "cohort of twelve months"


def _plain(span: object) -> str:
    """Return a span in a headline's words; that months are calendar months stands under the assumptions."""
    return str(span).replace("calendar ", "")
