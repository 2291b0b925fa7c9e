from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concerted.analytics.risk.all_reoffending_predictor import (
    OFFENCES_IN_WORDS,
    PREDICTOR,
    TABLE,
    VERSION,
    all_reoffending_predictor,
    band,
    offence_free_months,
)
from concerted.analytics.risk.coefficients import hmpps_2026
from concerted.analytics.risk.many import COLUMNS, score_many
from concerted.analytics.risk.reasons import COMPARED_WITH, factors, in_a_sentence, reasons

BORN = date(1990, 1, 1)


def at(age, months=0):
    """A day on which somebody born on 1 January 1990 is of that age."""
    return date(1990 + age, 6 + months, 1)


VECTORS = [
    # sex, ages at first sanction and current conviction, sanctions, offence, start, assessed, sum, score
    ("M", 21, 30, 2, "OTHER_OFFENCES", at(30), at(33), -3.10929, 4.27),
    ("M", 20, 30, 18, "BURGLARY_DOMESTIC", at(31), at(31), 1.0703878465, 74.47),
    ("F", 24, 26, 7, "THEFT_NON_MOTOR", at(27), at(27, 6), 0.2256886301, 55.62),
    ("M", 15, 32, 25, "BURGLARY_DOMESTIC", None, at(32, 3), 1.2034361872, 76.91),
]


def person(sex, first, current, n, offence, start, assessed):
    return {
        "born_on": BORN,
        "sex": sex,
        "first_sanction_on": at(first),
        "current_conviction_on": at(current),
        "sanctions": n,
        "offence_category": offence,
        "follow_up_from_on": start,
        "assessed_on": assessed,
    }


@pytest.mark.parametrize("vector", VECTORS)
def test_the_official_vectors_are_met(vector):
    *values, total, percent = vector
    score = all_reoffending_predictor(**person(*values))
    assert score.total == pytest.approx(total, abs=1e-5 if percent == 4.27 else 1e-9)
    assert score.percent == percent
    assert score_many({k: [v] for k, v in person(*values).items()}).tolist() == [percent]


def test_the_career_terms_are_those_of_the_services_own_tests():
    man = {t.name: t.contribution for t in all_reoffending_predictor(**person(*VECTORS[1][:-2])).terms}
    assert man["THREE_PLUS_SANCTIONS_COPAS_G_MALE"] == pytest.approx(-1.0764458093, abs=1e-10)
    assert man["THREE_PLUS_SANCTIONS_COPAS_SQUARED_MALE"] == pytest.approx(0.0621393753, abs=1e-10)
    woman = {t.name: t.contribution for t in all_reoffending_predictor(**person(*VECTORS[2][:-2])).terms}
    assert woman["THREE_PLUS_SANCTIONS_COPAS_G_FEMALE"] == pytest.approx(-1.4137472471, abs=1e-10)
    assert woman["THREE_PLUS_SANCTIONS_COPAS_SQUARED_FEMALE"] == pytest.approx(-0.0757947243, abs=1e-10)


def test_the_table_has_every_coefficient_of_the_static_form_and_words_for_every_category():
    table = hmpps_2026(TABLE)
    assert (len(table.terms), len(table.offences)) == (23, 24)
    assert set(OFFENCES_IN_WORDS) == set(table.offences)
    with pytest.raises(LookupError):
        hmpps_2026("Astrology")


@pytest.mark.parametrize(
    ("percent", "name"),
    [(0.0, "low"), (49.99, "low"), (50, "medium"), (74.99, "medium"), (75, "high"), (89.99, "high"), (90, "very high")],
)
def test_bands_begin_at_50_75_and_90(percent, name):
    assert band(percent) == name


@pytest.mark.parametrize(
    ("start", "assessed", "months"),
    [
        (None, date(2020, 1, 1), 0),
        (date(2020, 1, 2), date(2020, 1, 1), 0),
        (date(2020, 1, 1), date(2020, 1, 31), 0),
        (date(2020, 1, 31), date(2020, 2, 29), 0),
        (date(2020, 1, 31), date(2020, 3, 1), 1),
        (date(2020, 1, 1), date(2022, 12, 31), 35),
        (date(2020, 1, 1), date(2023, 1, 1), 36),
        (date(2020, 1, 1), date(2040, 1, 1), 36),
    ],
)
def test_offence_free_months_are_completed_none_before_the_start_and_at_most_36(start, assessed, months):
    assert offence_free_months(start, assessed) == months


@pytest.mark.parametrize(
    "name", ["born_on", "sex", "first_sanction_on", "current_conviction_on", "sanctions", "offence_category"]
)
def test_a_missing_mandatory_input_means_no_score_and_is_named(name):
    score = all_reoffending_predictor(**{**person(*VECTORS[1][:-2]), name: None})
    assert not score
    assert (score.percent, score.band, score.terms, score.total) == (None, None, (), None)
    assert len(score.missing) == 1
    assert score.missing[0] in score.because


def words_of(*values):
    score = all_reoffending_predictor(**person(*values))
    return list(dict.fromkeys((term.factor, term.words) for term in score.terms))


def test_each_part_of_a_score_is_told_in_words():
    assert words_of("M", 20, 30, 18, "BURGLARY_DOMESTIC", at(31), at(31, 1)) == [
        ("constant", "where every score starts"),
        ("age", "31 at the start of follow-up"),
        ("sanctions", "18 sanctions since the age of 20"),
        ("offence", "domestic burglary as the last offence"),
        ("months", "1 month without a proven offence"),
    ]
    assert words_of("F", 20, 30, 2, "WELFARE_FRAUD", at(31), at(31, 2)) == [
        ("constant", "where every score starts"),
        ("age", "31 at the start of follow-up"),
        ("sex", "a woman"),
        ("sanctions", "second sanction, 10 years after the first"),
        ("offence", "benefit fraud as the last offence"),
        ("months", "2 months without a proven offence"),
    ]
    assert ("sanctions", "first sanction") in words_of("M", 30, 30, 1, "WELFARE_FRAUD", at(30), at(30))


@pytest.mark.parametrize(
    ("values", "names"),
    [
        (
            ("F", 30, 30, 1, "WELFARE_FRAUD", at(30), at(30)),
            ["FEMALE", "SANCTION_OCCASIONS", "FIRST_SANCTION", "WELFARE_FRAUD"],
        ),
        (
            ("M", 20, 30, 2, "WELFARE_FRAUD", at(30), at(30)),
            [
                "SANCTION_OCCASIONS",
                "SECOND_SANCTION",
                "YRS_BETWEEN_FIRST_AND_SECOND_SANCTION_MALE",
                "WELFARE_FRAUD",
            ],
        ),
    ],
)
def test_the_terms_that_are_neither_age_nor_months_are_those_of_the_number_of_sanctions(values, names):
    score = all_reoffending_predictor(**person(*values))
    assert [term.name for term in score.terms][5:] == names


def test_the_words_of_the_categories_are_all_there_and_differ():
    assert all(words.strip() for words in OFFENCES_IN_WORDS.values())
    assert len(set(OFFENCES_IN_WORDS.values())) == len(OFFENCES_IN_WORDS)


def test_an_answer_names_its_predictor_with_or_without_a_score():
    known = person(*VECTORS[1][:-2])
    for score in (all_reoffending_predictor(**known), all_reoffending_predictor(**{**known, "sex": None})):
        assert (score.predictor, score.version) == (PREDICTOR, VERSION)
    assert (PREDICTOR, VERSION) == ("All Reoffending Predictor, static", "HMPPS 2026 (016919c)")


def test_s13_no_child_is_scored():
    child = person("M", 14, 17, 3, "ROBBERY", at(17), date(2007, 12, 31))
    assert all_reoffending_predictor(**child).because.startswith("Under 18")
    child["offence_category"] = "ACQUISITIVE_VIOLENCE"
    assert not all_reoffending_predictor(**child)
    grown = {**child, "assessed_on": date(2008, 1, 1)}
    assert all_reoffending_predictor(**grown)
    assert np.isnan(score_many({k: [v] for k, v in child.items()}))[0]


def test_reasons_put_what_raises_and_lowers_most_in_words():
    score = all_reoffending_predictor(**person("M", 16, 31, 18, "BURGLARY_DOMESTIC", at(31), at(32)))
    found = reasons(score)
    assert found[0].words == "18 sanctions since the age of 16"
    assert found[0].raises
    words = {reason.words: reason.raises for reason in found}
    assert words["domestic burglary as the last offence"]
    assert not words["12 months without a proven offence"]
    assert [abs(r.difference) for r in found] == sorted((abs(r.difference) for r in found), reverse=True)
    assert in_a_sentence(score).startswith("Raised by 18 sanctions since the age of 16, ")


@pytest.mark.parametrize("sex", ["M", "F"])
def test_the_person_compared_with_has_no_reasons_and_sex_is_never_one(sex):
    score = all_reoffending_predictor(**person(sex, 21, 30, 2, "OTHER_OFFENCES", at(30), at(30)))
    assert reasons(score) == []
    assert "same sex" in COMPARED_WITH
    assert "Close to" in in_a_sentence(score)


def test_reasons_may_be_compared_with_a_caseload_instead():
    score = all_reoffending_predictor(**person(*VECTORS[1][:-2]))
    own = factors(score)
    assert reasons(score, compared_with=own) == []
    [only] = reasons(score, compared_with={**own, "age": own["age"] + 1})
    assert (only.factor, only.raises) == ("age", False)


def test_without_a_score_the_reasons_say_why():
    score = all_reoffending_predictor(**{**person(*VECTORS[1][:-2]), "born_on": None})
    assert reasons(score) == []
    assert in_a_sentence(score) == "No score: date of birth not known."


near = st.dates(date(1955, 1, 1), date(2012, 1, 1))


@st.composite
def people(draw):
    born = draw(near)

    def birthday_edge(age):
        return date(born.year + age, born.month, min(born.day, 28)) + timedelta(days=draw(st.integers(-2, 4)))

    first_age = draw(st.integers(9, 40))
    current = birthday_edge(first_age + draw(st.integers(0, 25)))
    start = draw(st.none() | st.integers(-3, 900).map(lambda d: current + timedelta(days=d)))
    row = {
        "born_on": born,
        "sex": draw(st.sampled_from(["M", "F", "F", "U", None])),
        "first_sanction_on": birthday_edge(first_age),
        "current_conviction_on": current,
        "sanctions": draw(st.sampled_from([0, 1, 2, 3, 4, 18, 140])),
        "offence_category": draw(st.sampled_from([*OFFENCES_IN_WORDS, "UNKNOWN", ""])),
        "follow_up_from_on": start,
        "assessed_on": (start or current) + timedelta(days=draw(st.integers(-40, 3) | st.integers(0, 1200))),
    }
    for name in draw(st.lists(st.sampled_from([c for c in COLUMNS if c != "assessed_on"]), max_size=1)):
        if draw(st.integers(0, 5)) == 0:
            row[name] = None
    return row


@settings(max_examples=150, deadline=None)
@given(st.lists(people(), min_size=1, max_size=30))
def test_thousands_at_once_are_scored_as_one_by_one(rows):
    schema = {"sex": pa.string(), "offence_category": pa.string(), "sanctions": pa.int32()}
    table = pa.table({c: pa.array([r[c] for r in rows], type=schema.get(c, pa.date32())) for c in COLUMNS})
    singly = [all_reoffending_predictor(**row).percent for row in rows]
    together = score_many(table)
    assert [None if np.isnan(p) else p for p in together] == pytest.approx(singly, abs=0.0101)


def test_months_before_a_release_to_come_do_not_count_for_thousands_either():
    row = {**person(*VECTORS[1][:-2]), "assessed_on": date(2021, 4, 15)}
    assert score_many({name: [value] for name, value in row.items()}).tolist() == [74.47]


def test_numpy_arrays_are_taken_too():
    rows = [person(*v[:-2]) for v in VECTORS]
    arrays = {
        name: np.array([r[name] for r in rows], dtype="datetime64[D]" if name.endswith("_on") else None)
        for name in COLUMNS
    }
    assert score_many(arrays).tolist() == [v[-1] for v in VECTORS]


def test_a_missing_column_is_named():
    with pytest.raises(KeyError, match="sanctions"):
        score_many({"born_on": np.array(["1990-01-01"], dtype="datetime64[D]")})
