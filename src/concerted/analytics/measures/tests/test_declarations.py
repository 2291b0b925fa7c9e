"""Declarations of measures: complete, printable, and honest about what is assumed."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlglot

from concerted.analytics.measures.age_bands import NOT_KNOWN, OTHER_AGE, age_bands, band_of
from concerted.analytics.measures.choices import Tie
from concerted.analytics.measures.register import measure, measures
from concerted.analytics.measures.spans import Span
from concerted.analytics.measures.statement import StartSpan, cells_statement, repeats_statement, times_statement

SPAN = StartSpan(date(2012, 1, 1), date(2019, 12, 31))


def test_the_two_measures_are_found_by_their_codes():
    assert set(measures()) >= {"local-adult", "proven"}


def test_an_unknown_measure_is_refused_with_those_that_exist():
    with pytest.raises(LookupError, match="no measure 'youngest'; there are frequency, local-adult, proven"):
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


@pytest.mark.parametrize("span", [Span(months=6), Span(days=183), Span(months=1, days=2), Span()])
@pytest.mark.parametrize("day", [date(2012, 8, 29), date(2012, 8, 30), date(2012, 8, 31), date(2013, 2, 28)])
def test_the_last_day_before_has_ended_by_then_and_the_next_has_not(span, day):
    found = span.last_before(day)
    assert span.after(found) <= day < span.after(found + timedelta(days=1))


def test_before_the_first_day_of_the_calendar_nothing_has_ended():
    assert Span(months=6).last_before(date.min) == date.min
    assert Span(days=200).last_before(date.min) == date.min


def test_what_a_declaration_cannot_say_is_refused():
    with pytest.raises(ValueError, match="one quarter or of four"):
        replace(measure("proven"), cohort_quarters=2)
    with pytest.raises(ValueError, match="neither a longer cohort nor disposals"):
        replace(measure("local-adult"), cohort_quarters=4)
    with pytest.raises(ValueError, match="at least a day"):
        replace(measure("proven"), follow_up=Span())


def test_the_version_changes_with_the_declaration_and_the_family_with_the_windows():
    proven = measure("proven")
    assert proven.version != replace(proven, tie=Tie.LARGEST_AREA).version
    assert proven.version == replace(proven).version
    assert (measure("local-adult").family, proven.family, measure("youth").family) == (
        "3 + 3 months",
        "12 + 6 months",
        "12 + 3 months",
    )
    assert replace(proven, follow_up=Span(days=365)).family == "365 days + 6 months"


def test_frequency_and_time_say_what_they_count():
    assert "the number of times that they committed any offence, for each who did" in measure("frequency").sentence()
    assert "the days until they first committed any offence" in measure("time-to-reoffence").sentence()


def test_the_sentence_names_disposals():
    chosen = replace(measure("proven"), cohort_disposals=frozenset({"custody"}), counted_disposals=frozenset({"fine"}))
    assert "cautioned in the quarter (custody only)" in chosen.sentence()
    assert chosen.sentence().endswith("of it and ended in fine.")


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
        cells_statement(measure(code), as_at=date(2020, 1, 1), span=SPAN),
        times_statement(measure(code), as_at=date(2020, 1, 1), span=SPAN),
        repeats_statement(measure(code), quarters=["2019Q1"], by=["area"], span=SPAN),
    ):
        (translated,) = sqlglot.transpile(statement, read="duckdb", write=dialect)
        assert sqlglot.parse_one(translated, read=dialect)
