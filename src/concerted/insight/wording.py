"""The words of each measure on its page: who is counted, within what, of what."""

from dataclasses import dataclass

from concerted.analytics.measures.specification import Cohort, Specification


@dataclass(frozen=True)
class Words:
    """The phrases of a measure."""

    within: str
    of: str
    quarter: str
    column: str
    counted: str
    out_of: str
    repeats: str


def words_of(spec: Specification) -> Words:
    """Return the phrases for a declared measure, from its declaration."""
    within, proven = _plain(spec.follow_up), _plain(spec.proven_within)
    if spec.cohort is Cohort.CASELOAD:
        return Words(
            within=f"within {within}",
            of="adults on the probation caseload",
            quarter="quarter-end",
            column="Caseload on",
            counted=f"An offence within {within} of the quarter-end, proven within {proven} of it",
            out_of="Adults on the caseload at each of four quarter-ends, added. One person can be counted four times",
            repeats="about {each} at any one time",
        )
    return Words(
        within=f"within {within}",
        of="adults released, sentenced in the community or cautioned",
        quarter="quarter",
        column="Quarter to",
        counted=f"An offence within {within} of the start of risk, proven within {proven} of it",
        out_of="Adults whose start of risk fell in each of four quarters, added. One person can be counted four times",
        repeats="about {each} a quarter",
    )


def _plain(span: object) -> str:
    """Return a span in a headline's words; that months are calendar months stands under the assumptions."""
    return str(span).replace("calendar ", "")
