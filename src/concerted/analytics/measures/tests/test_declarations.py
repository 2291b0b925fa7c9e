"""Declarations of measures: complete, printable, and honest about what is assumed."""

from dataclasses import replace
from datetime import date

import pytest
import sqlglot

from concerted.analytics.measures.age_bands import NOT_KNOWN, OTHER_AGE, age_bands, band_of
from concerted.analytics.measures.register import measure, measures
from concerted.analytics.measures.spans import Span
from concerted.analytics.measures.statement import cells_statement, repeats_statement


def test_the_two_measures_are_found_by_their_codes():
    assert set(measures()) >= {"local-adult", "proven"}


def test_an_unknown_measure_is_refused_with_those_that_exist():
    with pytest.raises(LookupError, match="no measure 'youngest'; there are local-adult, proven"):
        measure("youngest")


@pytest.mark.parametrize("code", measures())
def test_a_declaration_states_source_assumptions_and_what_is_not_certain(code):
    declared = measure(code)
    assert declared.source
    assert "All offences count." in declared.assumptions
    assert declared.not_certain
    assert declared.predicted_rate == "not configured"
    assert "band" in " ".join(declared.assumptions)


def test_local_adult_prints_itself_as_a_sentence():
    assert measure("local-adult").sentence() == (
        "Local adult reoffending (3 + 3 months): of people aged 18 or over on the probation caseload at the end of "
        "each quarter, the share who committed any offence after the day of the snapshot and within 3 calendar months "
        "of it that was proven within 6 calendar months of it."
    )


def test_proven_prints_itself_as_a_sentence():
    assert measure("proven").sentence() == (
        "Proven reoffending (12 + 6 months, cohorts of three months): of people of any age released from custody, "
        "convicted without custody, or cautioned in the quarter, the share who committed any offence after their "
        "first release, conviction or caution of the quarter and within 12 calendar months of it that was proven "
        "within 18 calendar months of it."
    )


def test_the_sentence_follows_the_parameters():
    local = replace(measure("proven"), counted_offences=frozenset({"00100"}), follow_up=Span(days=365))
    assert "an offence of the 1 counted codes" in local.sentence()
    assert "within 365 days of it that was proven within 6 calendar months and 365 days" in local.sentence()


def test_a_span_of_months_is_clipped_and_a_span_of_days_is_not():
    assert Span(months=12).after(date(2012, 2, 29)) == date(2013, 2, 28)
    assert Span(days=365).after(date(2012, 2, 29)) == date(2013, 2, 28)
    assert Span(months=3).after(date(2012, 11, 30)) == date(2013, 2, 28)
    assert Span(months=1, days=1).after(date(2013, 1, 30)) == date(2013, 3, 1)
    assert (Span(months=3) + Span(months=3)).after(date(2012, 11, 30)) == date(2013, 5, 30)


def test_a_negative_span_is_refused():
    with pytest.raises(ValueError, match="cannot be negative"):
        Span(days=-1)


def test_age_bands_are_read_from_text_in_any_order():
    bands = age_bands("18-24, 25+,10-17")
    assert [str(band) for band in bands] == ["10-17", "18-24", "25+"]
    assert band_of(25, bands) == "25+"
    assert band_of(9, bands) == OTHER_AGE
    assert band_of(None, bands) == NOT_KNOWN


@pytest.mark.parametrize(
    ("text", "why"),
    [("10-17,17-24", "overlap"), ("10+,18-24", "overlap"), ("young", "not an age band"), ("20-18", "cannot run")],
)
def test_age_bands_that_cannot_be_right_are_refused(text, why):
    with pytest.raises(ValueError, match=why):
        age_bands(text)


@pytest.mark.parametrize("code", measures())
@pytest.mark.parametrize("dialect", ["spark", "postgres"])
def test_the_statement_is_understood_in_other_dialects(code, dialect):
    for statement in (
        cells_statement(measure(code), as_at=date(2020, 1, 1)),
        repeats_statement(measure(code), quarters=["2019Q1"], by=["area"]),
    ):
        (translated,) = sqlglot.transpile(statement, read="duckdb", write=dialect)
        assert sqlglot.parse_one(translated, read=dialect)
