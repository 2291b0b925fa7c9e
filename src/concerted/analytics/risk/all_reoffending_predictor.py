"""The All Reoffending Predictor (ARP) of HMPPS, static form: any proven reoffence within two years."""

from datetime import date
from math import exp, log

from concerted.analytics.risk.coefficients import Coefficients, hmpps_2026
from concerted.analytics.risk.score import Score, Term, in_a_row, no_score
from concerted.kernel.days import completed_years
from concerted.kernel.rules import rule

PREDICTOR = "All Reoffending Predictor, static"
VERSION = "HMPPS 2026 (016919c)"
TABLE = "AllReoffendingPredictorStatic"

BANDS = ((90.0, "very high"), (75.0, "high"), (50.0, "medium"), (0.0, "low"))
"""The least percentage of each band, highest first."""

MOST_OFFENCE_FREE_MONTHS = 36
CAREER_OFFSET = 26
"""Added to the years of the career before the rate of sanctions is taken (the Copas term)."""

ADULT_FROM = 18
RESPONSIBLE_FROM = 10
"""Nobody younger is sanctioned in England and Wales, so such a date contradicts the birth date."""

DATES = "dates that agree"

SEXES = {"M": "MALE", "F": "FEMALE"}
POWERS = ("AAI", "AAI_QUADRATIC", "AAI_CUBIC", "AAI_QUARTIC")
MONTH_POWERS = (
    "OFFENCE_FREE_MONTHS",
    "OFFENCE_FREE_MONTHS_QUADRATIC",
    "OFFENCE_FREE_MONTHS_CUBIC",
    "OFFENCE_FREE_MONTHS_QUARTIC",
)

OFFENCES_IN_WORDS = {
    "ABSCONDING_OR_BAIL": "absconding or breaking bail",
    "ACQUISITIVE_VIOLENCE": "robbery or another theft with violence",
    "BURGLARY_DOMESTIC": "domestic burglary",
    "BURGLARY_OTHER": "burglary other than of a home",
    "CRIMINAL_DAMAGE": "criminal damage",
    "DRINK_DRIVING": "drink driving",
    "DRUG_IMPORT_EXPORT_OR_PRODUCTION": "import, export or production of drugs",
    "DRUG_POSSESSION_OR_SUPPLY": "possession or supply of drugs",
    "DRUNKENNESS": "drunkenness",
    "FIREARMS_MOST_SERIOUS": "a most serious firearms offence",
    "FIREARMS_OTHER": "a firearms offence",
    "FRAUD_AND_FORGERY": "fraud or forgery",
    "HANDLING_STOLEN_GOODS": "handling stolen goods",
    "MOTORING_OFFENCES": "a motoring offence",
    "OTHER_OFFENCES": "an offence of no other category",
    "PUBLIC_ORDER_AND_HARRASSMENT": "public order or harassment",
    "SEXUAL_AGAINST_CHILD": "a sexual offence against a child",
    "SEXUAL_NOT_AGAINST_CHILD": "a sexual offence not against a child",
    "THEFT_NON_MOTOR": "theft other than of or from a vehicle",
    "VEHICLE_RELATED_THEFT": "theft of or from a vehicle",
    "VIOLENCE_AGAINST_THE_PERSON_ABH_PLUS": "violence with actual bodily harm or worse",
    "VIOLENCE_AGAINST_THE_PERSON_SUB_ABH": "violence short of actual bodily harm",
    "WEAPONS_NON_FIREARM": "a weapon other than a firearm",
    "WELFARE_FRAUD": "benefit fraud",
}
"""The predictor's offence categories in our own words."""


@rule(
    title="Likelihood of any proven reoffence within two years",
    source="All Reoffending Predictor, static form: code and coefficients of the HMPPS service "
    "(ministryofjustice/hmpps-arns-risk-actuarial-api, commit 016919c, August 2026, MIT)",
    assumed="Offence-free months are completed months; while no start of follow-up is known, as in custody, none "
    "are counted.",
)
def all_reoffending_predictor(
    *,
    born_on: date | None,
    sex: str | None,
    first_sanction_on: date | None,
    current_conviction_on: date | None,
    sanctions: int | None,
    offence_category: str | None,
    follow_up_from_on: date | None,
    assessed_on: date,
) -> Score:
    """Score one adult, in per cent with two decimals; a missing or impossible mandatory input means no score.

    `sanctions` counts every conviction and caution, the current one included. `offence_category` is the predictor's
    own (`analytics.harm.offences` gives it for a Home Office code). Follow-up begins with the community sentence or
    the release; without it the age is that at the current conviction. Ages are in completed years. Nobody under 18 on
    the day of assessment is scored (S13).
    """
    missing = _missing(born_on, sex, first_sanction_on, current_conviction_on, sanctions, offence_category, assessed_on)
    if born_on is not None and completed_years(born_on, assessed_on) < ADULT_FROM:
        return _none((), "Under 18 on the day of assessment: no child is scored by an adult predictor.")
    if missing:
        return _none(missing, f"No score: {in_a_row(missing)} not known.")
    assert born_on and sex and first_sanction_on and current_conviction_on and sanctions and offence_category
    age_first = completed_years(born_on, first_sanction_on)
    age_current = completed_years(born_on, current_conviction_on)
    start_on = follow_up_from_on or current_conviction_on
    if age_first < RESPONSIBLE_FROM or not first_sanction_on <= current_conviction_on <= min(start_on, assessed_on):
        return _none((DATES,), "No score: birth, first sanction, conviction, follow-up and assessment disagree.")
    table = hmpps_2026(TABLE)
    terms = (
        Term("TWO_YEAR_CONSTANT", "constant", "where every score starts", table.terms["TWO_YEAR_CONSTANT"]),
        *_age_terms(table, sex, completed_years(born_on, start_on)),
        *_sanction_terms(table, sex, sanctions, age_first, age_current),
        _offence_term(table, offence_category),
        *_month_terms(table, offence_free_months(follow_up_from_on, assessed_on)),
    )
    percent = round(100 / (1 + exp(-sum(term.contribution for term in terms))), 2)
    return Score(percent, band(percent), terms, (), f"{percent:.2f} per cent.", PREDICTOR, VERSION)


def band(percent: float) -> str:
    """Return the band of a percentage: low under 50, medium under 75, high under 90, very high."""
    return next(name for least, name in BANDS if percent >= least)


def offence_free_months(follow_up_from_on: date | None, assessed_on: date) -> int:
    """Return the completed months from the start of follow-up to the assessment, 0 to 36; none before the start."""
    if follow_up_from_on is None or assessed_on <= follow_up_from_on:
        return 0
    months = (assessed_on.year - follow_up_from_on.year) * 12 + assessed_on.month - follow_up_from_on.month
    return min(months - (assessed_on.day < follow_up_from_on.day), MOST_OFFENCE_FREE_MONTHS)


def _none(missing: tuple[str, ...], because: str) -> Score:
    return no_score(missing=missing, because=because, predictor=PREDICTOR, version=VERSION)


def _missing(
    born_on: date | None,
    sex: str | None,
    first_sanction_on: date | None,
    current_conviction_on: date | None,
    sanctions: int | None,
    offence_category: str | None,
    assessed_on: date,
) -> tuple[str, ...]:
    known = {
        "date of birth": born_on is not None,
        "sex": sex in SEXES,
        "date of the first sanction": first_sanction_on is not None,
        "date of the current conviction": current_conviction_on is not None,
        "number of sanctions": sanctions is not None and sanctions >= 1,
        "category of the current offence": offence_category in hmpps_2026(TABLE).offences,
    }
    return tuple(name for name, is_known in known.items() if not is_known)


def _age_terms(table: Coefficients, sex: str, age: int) -> list[Term]:
    words = f"{age} at the start of follow-up"
    terms = [
        Term(f"{name}_{SEXES[sex]}", "age", words, table.terms[f"{name}_{SEXES[sex]}"] * age**power)
        for power, name in enumerate(POWERS, start=1)
    ]
    return [*terms, Term("FEMALE", "sex", "a woman", table.terms["FEMALE"])] if sex == "F" else terms


def _sanction_terms(table: Coefficients, sex: str, sanctions: int, age_first: int, age_current: int) -> list[Term]:
    years = age_current - age_first
    words = f"{sanctions} sanctions since the age of {age_first}" if sanctions > 1 else "first sanction"
    amounts = {"SANCTION_OCCASIONS": float(sanctions)}
    if sanctions == 1:
        amounts["FIRST_SANCTION"] = 1.0
    elif sanctions == 2:
        words = f"second sanction, {years} years after the first"
        amounts["SECOND_SANCTION"] = 1.0
        amounts[f"YRS_BETWEEN_FIRST_AND_SECOND_SANCTION_{SEXES[sex]}"] = float(years)
    else:
        rate = log(sanctions / (years + CAREER_OFFSET))
        amounts[f"THREE_PLUS_SANCTIONS_COPAS_G_{SEXES[sex]}"] = rate
        amounts[f"THREE_PLUS_SANCTIONS_COPAS_SQUARED_{SEXES[sex]}"] = rate**2
    return [Term(name, "sanctions", words, table.terms[name] * amount) for name, amount in amounts.items()]


def _offence_term(table: Coefficients, category: str) -> Term:
    words = f"{OFFENCES_IN_WORDS[category]} as the last offence"
    return Term(category, "offence", words, table.offences[category])


def _month_terms(table: Coefficients, months: int) -> list[Term]:
    plural = "month" if months == 1 else "months"
    words = f"{months} {plural} without a proven offence" if months else "follow-up only beginning"
    return [
        Term(name, "months", words, table.terms[name] * months**power)
        for power, name in enumerate(MONTH_POWERS, start=1)
        if months
    ]
