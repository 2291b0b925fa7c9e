"""OGRS3, the Offender Group Reconviction Scale of 2009: a historical, documented measure, kept for comparison."""

from dataclasses import dataclass
from math import exp, log

from concerted.analytics.risk.coefficients import ogrs3_table
from concerted.analytics.risk.score import Term, in_a_row
from concerted.kernel.rules import rule

PREDICTOR = "OGRS3"
VERSION = "nine decimals, NOMS 2018 (4519bbb)"
LABEL = "Historical measure: left the HMPPS service on 18 June 2026. Not used for selection."
"""To be shown wherever the score is."""

MOST_PREVIOUS = 50
ADULT_FROM = 18
RESPONSIBLE_FROM = 10
BANDS = ((90, "very high"), (75, "high"), (50, "medium"), (0, "low"))
"""The least whole two-year percentage of each band, highest first."""

NO_EARLIER = "first conviction, no earlier sanction"
EARLIER = "convicted, one or more earlier sanctions"
COPAS = "ln((1+previous sanctions)/(10+age at current conviction-age at first sanction))"
AGES = {"M": "age at risk date, male", "F": "age at risk date, female"}


@dataclass(frozen=True, slots=True)
class HistoricalScore:
    """Probabilities of a proven reoffence within one and two years (0 to 1), or None and why.

    `percent` is the two-year figure as a whole number from 1 to 99, on which `band` rests.
    """

    one_year: float | None
    two_years: float | None
    percent: int | None
    band: str | None
    terms: tuple[Term, ...]
    missing: tuple[str, ...]
    because: str
    label: str = LABEL

    def __bool__(self) -> bool:
        return self.two_years is not None


@rule(
    title="OGRS3, the likelihood scale of 2009",
    source="Coefficients: NOMS-DIGITAL-STUDIO/rsr-calculator @4519bbb (MIT, 2018), checked against "
    "ministryofjustice/hmpps-arns-risk-actuarial-api @52792f4 (MIT). The paper itself (Howard, Francis, Soothill and "
    "Humphreys, MoJ Research Summary 7/09) was not read.",
    assumed="Bands rest on the two-year figure rounded to a whole per cent. People who were only ever cautioned are "
    "treated as convicted.",
)
def ogrs3(
    *,
    sex: str | None,
    age_at_risk: int | None,
    age_at_conviction: int | None,
    age_at_first_sanction: int | None,
    previous_sanctions: int | None,
    offence_category: str | None,
) -> HistoricalScore:
    """Score one adult for one and two years; a missing or impossible input means no score.

    Ages are completed years: at the start of the community sentence or the release, at the current conviction, at the
    first sanction. `previous_sanctions` are the convictions and cautions before the current one; more than 50 count
    as 50. Nobody under 18 at the start of risk is scored (S13).
    """
    offences = ogrs3_table("current offence")
    known = {
        "sex": sex in AGES,
        "age at the start of risk": age_at_risk is not None,
        "age at the current conviction": age_at_conviction is not None,
        "age at the first sanction": age_at_first_sanction is not None,
        "number of previous sanctions": previous_sanctions is not None and previous_sanctions >= 0,
        "category of the current offence": offence_category in offences,
    }
    missing = tuple(name for name, is_known in known.items() if not is_known)
    if age_at_risk is not None and age_at_risk < ADULT_FROM:
        return _none((), "Under 18 at the start of risk: no child is scored by an adult predictor.")
    if missing:
        return _none(missing, f"No score: {in_a_row(missing)} not known.")
    assert sex and age_at_risk is not None and age_at_conviction is not None and age_at_first_sanction is not None
    assert previous_sanctions is not None and offence_category is not None
    if not RESPONSIBLE_FROM <= age_at_first_sanction <= age_at_conviction <= age_at_risk:
        return _none(("ages that agree",), "No score: the ages at first sanction, conviction and risk disagree.")
    previous = min(previous_sanctions, MOST_PREVIOUS)
    years = age_at_conviction - age_at_first_sanction
    status = EARLIER if previous else NO_EARLIER
    ages = _level(sex, age_at_risk)
    last = f"{offence_category.lower()} as the last offence"
    terms = (
        Term(COPAS, "sanctions", f"{previous} earlier sanctions in {years} years", _copas(previous, years)),
        Term(status, "sanctions", status, ogrs3_table("sanction status")[status]),
        Term(ages, "age", f"aged {ages} at the start of risk", ogrs3_table(AGES[sex])[ages]),
        Term(offence_category, "offence", last, offences[offence_category]),
    )
    return _scored(terms)


def _copas(previous: int, years: int) -> float:
    return ogrs3_table("copas")[COPAS] * log((1 + previous) / (10 + years))


def _level(sex: str, age: int) -> str:
    """Return the age band of the coefficient table that holds an age, such as '18-20' or '50+'."""
    for level in ogrs3_table(AGES[sex]):
        least, _, most = level.rstrip("+").partition("-")
        if int(least) <= age and (level.endswith("+") or age <= int(most)):
            return level
    raise LookupError(f"OGRS3 has no age band for {age}.")


def _scored(terms: tuple[Term, ...]) -> HistoricalScore:
    total = sum(term.contribution for term in terms)
    intercepts = ogrs3_table("intercept")
    one, two = (1 / (1 + exp(-(intercepts[name] + total))) for name in ("1 year", "2 years"))
    percent = min(max(round(100 * two), 1), 99)
    band = next(name for least, name in BANDS if percent >= least)
    return HistoricalScore(one, two, percent, band, terms, (), f"{percent} per cent within two years.")


def _none(missing: tuple[str, ...], because: str) -> HistoricalScore:
    return HistoricalScore(None, None, None, None, (), missing, because)
