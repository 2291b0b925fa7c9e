import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concerted.analytics.risk.coefficients import DATA, ogrs3_table
from concerted.analytics.risk.ogrs3 import PREDICTOR, VERSION, _level, ogrs3

EXAMPLES = [
    # sex, age at risk, at conviction, at first sanction, previous, offence, one year, two years
    ("M", 60, 59, 47, 1, "Soliciting or prostitution", 0.08324, 0.15710),
    ("M", 30, 30, 21, 1, "Fraud and forgery", 0.10745, 0.19814),
    ("M", 30, 30, 21, 1, "Other offence", 0.08805, 0.16541),
    ("F", 43, 37, 14, 5, "Criminal damage", 0.16982, 0.29572),
    ("M", 20, 20, 20, 0, "Violence", 0.12162, 0.22131),
]
NAMES = (
    "sex",
    "age_at_risk",
    "age_at_conviction",
    "age_at_first_sanction",
    "previous_sanctions",
    "offence_category",
)


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_worked_examples_are_met_for_one_and_two_years(example):
    *values, one, two = example
    score = ogrs3(**dict(zip(NAMES, values, strict=True)))
    assert (score.one_year, score.two_years) == (pytest.approx(one, abs=5e-6), pytest.approx(two, abs=5e-6))
    assert "Historical" in score.label


def test_each_part_of_a_score_is_told_in_words():
    score = ogrs3(**dict(zip(NAMES, EXAMPLES[3][:-2], strict=True)))
    assert [(term.factor, term.words) for term in score.terms] == [
        ("sanctions", "5 earlier sanctions in 23 years"),
        ("sanctions", "convicted, one or more earlier sanctions"),
        ("age", "aged 40-49 at the start of risk"),
        ("offence", "criminal damage as the last offence"),
    ]


def test_an_age_outside_the_table_is_refused_rather_than_guessed():
    with pytest.raises(LookupError, match=r"^OGRS3 has no age band for 9\.$"):
        _level("M", 9)


def test_the_measure_and_its_version_are_named():
    assert (PREDICTOR, VERSION) == ("OGRS3", "nine decimals, NOMS 2018 (4519bbb)")


def test_previous_sanctions_are_capped_at_50():
    person = dict(zip(NAMES, ("M", 40, 40, 15, 50, "Theft (non-motor)"), strict=True))
    at_cap = ogrs3(**person)
    assert ogrs3(**{**person, "previous_sanctions": 51}) == at_cap
    assert ogrs3(**{**person, "previous_sanctions": 49}).two_years < at_cap.two_years


@pytest.mark.parametrize("name", NAMES)
def test_a_missing_input_means_no_score(name):
    person = dict(zip(NAMES, EXAMPLES[0][:-2], strict=True))
    score = ogrs3(**{**person, name: None})
    assert not score
    assert score.percent is None
    assert len(score.missing) == 1


@given(
    sex=st.sampled_from("MF"),
    risk=st.integers(18, 90),
    back=st.integers(0, 30),
    before=st.integers(0, 30),
    previous=st.integers(0, 200),
    offence=st.sampled_from(sorted(ogrs3_table("current offence"))),
)
def test_bands_follow_the_whole_percentage_and_two_years_exceed_one(sex, risk, back, before, previous, offence):
    convicted = max(risk - back, 10)
    first = max(convicted - before, 10)
    score = ogrs3(**dict(zip(NAMES, (sex, risk, convicted, first, previous, offence), strict=True)))
    assert 0 < score.one_year < score.two_years < 1
    assert 1 <= score.percent <= 99
    expected = ["low", "medium", "high", "very high"][sum(score.percent >= least for least in (50, 75, 90))]
    assert score.band == expected


def test_conflicts_between_sources_are_settled_as_the_decision_record_says():
    offences = ogrs3_table("current offence")
    assert offences["Sexual (not against child)"] == 0.003276327
    assert offences["Drink driving"] == -0.121439408
    assert offences["Other motoring"] == 0.262228428
    girls = ogrs3_table("age at risk date, female")
    assert all(girls[band] < 0 for band in ("10-11", "12-13", "14-15"))


def test_the_two_published_precisions_agree_but_for_the_recorded_conflicts():
    rows = csv.DictReader((DATA / "ogrs3_coefficients.csv").read_text().splitlines())
    differing = {
        row["level"]
        for row in rows
        if row["hmpps_api_5dp"] and abs(float(row["coefficient_9dp"]) - float(row["hmpps_api_5dp"])) > 6e-5
    }
    assert differing == {"10-11", "12-13", "14-15", "Sexual (not against child)"}
