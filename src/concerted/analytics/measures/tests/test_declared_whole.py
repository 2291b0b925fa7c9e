"""Everything that a declaration says, compared whole: words, values, and what it refuses."""

from dataclasses import replace
from datetime import date

import pytest

from concerted.analytics.measures.age_bands import age_bands
from concerted.analytics.measures.choices import Shows, StartsFrom, Tie
from concerted.analytics.measures.register import measure
from concerted.analytics.measures.spans import Span
from concerted.analytics.measures.specification import Ages

LOCAL = replace(
    measure("proven"),
    code="burglars",
    title="Burglary again",
    edition="90 days",
    declared_on=date(2026, 2, 3),
    shows=Shows.FREQUENCY,
    cohort_quarters=4,
    starts_from=StartsFrom.PROVEN,
    tie=Tie.LARGEST_AREA,
    cohort_disposals=frozenset({"fine", "custody"}),
    counted_offences=frozenset({"03003", "02801"}),
    counted_disposals=frozenset({"custody", "caution"}),
    follow_up=Span(days=90),
    waiting=Span(days=30),
    ages=Ages(18, 24),
    age_bands=age_bands("18-20,21-24"),
    breakdowns=("area", "quarter"),
)


def test_the_words_of_a_declaration_hold_all_of_it():
    words = LOCAL.in_words()
    prose = {
        name: words.pop(name) for name in ("sentence", "cohort", "start_of_risk", "tie_rule", "source", "used_for")
    }
    lists = {name: words.pop(name) for name in ("assumptions", "not_certain")}

    assert words == {
        "code": "burglars",
        "title": "Burglary again",
        "edition": "90 days",
        "declared_on": "2026-02-03",
        "shows": "frequency",
        "family": "90 days + 30 days",
        "cohort_kind": "first start",
        "cohort_quarters": 4,
        "cohort_disposals": ["custody", "fine"],
        "follow_up": "90 days",
        "waiting": "30 days",
        "proven_within": "120 days",
        "starts_from": "proven_on",
        "tie": "largest area",
        "ages": "people aged 18 to 24",
        "age_bands": ["18-20", "21-24"],
        "counted_offences": ["02801", "03003"],
        "counted_disposals": ["caution", "custody"],
        "breakdowns": ["area", "quarter"],
        "predicted_rate": "not configured",
    }
    assert prose == {
        "sentence": LOCAL.sentence(),
        "cohort": LOCAL.cohort_rule,
        "start_of_risk": LOCAL.start_of_risk,
        "tie_rule": LOCAL.tie_rule,
        "source": LOCAL.source,
        "used_for": LOCAL.used_for,
    }
    assert lists == {"assumptions": list(LOCAL.assumptions), "not_certain": list(LOCAL.not_certain)}


def test_what_is_not_limited_is_said_to_be_all():
    words = measure("proven").in_words()
    assert (words["cohort_disposals"], words["counted_offences"], words["counted_disposals"]) == ("all", "all", "all")
    assert words["breakdowns"] == ["area", "quarter", "age_band", "sex"]
    assert (words["cohort_quarters"], words["starts_from"], words["tie"]) == (1, "start_on", "smallest area")
    assert words["shows"] == "rate"


def test_the_whole_sentence_of_a_local_measure():
    assert LOCAL.sentence() == (
        "Burglary again (90 days): of people aged 18 to 24 released from custody, convicted without custody, or "
        "cautioned in the quarter (custody or fine only), the number of times that they committed an offence of the 2 "
        "counted codes, for each who did and for each of all, after their first release, conviction or caution of the "
        "quarter and within 90 days of it that was proven within 120 days of it and ended in caution or custody."
    )
    nothing = replace(LOCAL, counted_disposals=frozenset())
    assert nothing.sentence().endswith("within 120 days of it and ended in nothing.")


def test_ages_are_told_and_hold_their_limits():
    assert [str(ages) for ages in (Ages(), Ages(18), Ages(None, 17), Ages(10, 17))] == [
        "people of any age",
        "people aged 18 or over",
        "people aged 17 or under",
        "people aged 10 to 17",
    ]
    assert [age in Ages(10, 17) for age in (9, 10, 17, 18, None)] == [False, True, True, False, True]
    assert [age in Ages(oldest=17) for age in (0, 17, 18)] == [True, True, False]
    assert [age in Ages(youngest=18) for age in (17, 18, 130)] == [False, True, True]


def test_offences_and_disposals_count_only_together():
    assert LOCAL.counts("02801", "custody")
    assert not LOCAL.counts("02801", "fine")
    assert not LOCAL.counts("04600", "custody")
    assert not LOCAL.counts(None, "custody")
    assert measure("proven").counts(None, None)
    assert (LOCAL.begins("fine"), LOCAL.begins("caution"), measure("proven").begins(None)) == (True, False, True)


@pytest.mark.parametrize(
    ("code", "ages", "months", "quarters"),
    [
        ("local-adult", Ages(18), (3, 3), 1),
        ("proven", Ages(), (12, 6), 1),
        ("proven-twelve-month", Ages(), (12, 6), 4),
        ("frequency", Ages(), (12, 6), 1),
        ("time-to-reoffence", Ages(), (12, 6), 1),
        ("youth", Ages(10, 17), (12, 3), 1),
    ],
)
def test_the_numbers_of_each_measure_of_the_package(code, ages, months, quarters):
    declared = measure(code)
    windows = (declared.follow_up, declared.waiting)

    assert (declared.ages, windows, declared.cohort_quarters) == (ages, tuple(Span(m) for m in months), quarters)


def test_a_family_is_in_months_or_in_the_words_of_its_spans():
    proven = measure("proven")
    assert proven.family == "12 + 6 months"
    assert replace(proven, waiting=Span(days=183)).family == "12 months + 183 days"
    assert replace(proven, follow_up=Span(months=1, days=3)).family == "1 month and 3 days + 6 months"


def test_a_version_is_twelve_digits_of_a_hash_of_the_words():
    assert len(LOCAL.version) == 12
    assert set(LOCAL.version) <= set("0123456789abcdef")
    assert LOCAL.version == replace(LOCAL).version != replace(LOCAL, source="Another decision.").version


def test_what_cannot_be_declared_is_refused_in_a_whole_sentence():
    caseload = measure("local-adult")
    with pytest.raises(ValueError, match=r"^A cohort is of one quarter or of four, not of 2\.$"):
        replace(LOCAL, cohort_quarters=2)
    for change in ({"cohort_quarters": 4}, {"cohort_disposals": frozenset({"fine"})}):
        with pytest.raises(ValueError, match=r"^A caseload is counted by its snapshots: .* nor disposals\.$"):
            replace(caseload, **change)
    with pytest.raises(ValueError, match=r"^A follow-up must last at least a day\.$"):
        replace(LOCAL, follow_up=Span())
    assert replace(LOCAL, waiting=Span()).family == "90 days + 0 days"
