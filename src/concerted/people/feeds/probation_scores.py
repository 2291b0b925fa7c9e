"""The scores that probation made, with predictor and version (S14)."""

from concerted.kernel.feeds import Column, Feed


def percentage(text: str) -> str | None:
    """Return what is wrong with a per cent between 0 and 100, None when it is right; no number is judged elsewhere."""
    try:
        value = float(text)
    except ValueError:
        return None
    return None if 0 <= value <= 100 else "A per cent lies between 0 and 100"


FEED = Feed(
    code="probation_scores",
    title="Probation scores",
    agency="probation",
    category="supervision",
    gateway="Crime and Disorder Act 1998, section 115",
    agreement="iom-2026",
    assessment="iom-2026",
    file_pattern="probation_caseload*.xlsx",
    sheet="Scores",
    date_formats=("%Y-%m-%d", "%d/%m/%Y"),
    key=("crn", "scored_on", "predictor"),
    load="people.probation_scores",
    columns=(
        Column(name="crn", required=True, meaning="case reference number", max_length=80),
        Column(
            name="scored_on",
            kind="date",
            required=True,
            earliest="earliest_event",
            latest="today",
            meaning="day of the score",
        ),
        Column(name="predictor", required=True, meaning="predictor", max_length=60),
        Column(name="version", meaning="version", max_length=40),
        Column(name="percent", kind="decimal", required=True, check=percentage, meaning="per cent"),
    ),
)
