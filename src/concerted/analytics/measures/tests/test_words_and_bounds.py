"""The words that declarations are written in, and the bounds of age bands and spans, each at its edge."""

from datetime import date, timedelta
from pkgutil import ModuleInfo

import pytest

from concerted.analytics.measures import register
from concerted.analytics.measures.age_bands import AgeBand, age_bands, band_of
from concerted.analytics.measures.choices import Cohort, Shows, StartsFrom, Tie
from concerted.analytics.measures.register import measure, measures
from concerted.analytics.measures.spans import Span


def test_the_words_of_a_declaration_stay_those_that_files_hold():
    assert [str(choice) for choice in Cohort] == ["caseload", "first start"]
    assert [str(choice) for choice in Shows] == ["rate", "frequency", "time"]
    assert [str(choice) for choice in StartsFrom] == ["start_on", "proven_on"]
    assert [str(choice) for choice in Tie] == ["smallest area", "largest area"]


def test_a_tie_says_how_sql_breaks_it():
    assert (Tie.SMALLEST_AREA.aggregate, Tie.SMALLEST_AREA.order) == ("min", "ASC")
    assert (Tie.LARGEST_AREA.aggregate, Tie.LARGEST_AREA.order) == ("max", "DESC")


def test_a_band_of_one_year_may_be_and_holds_its_ends():
    (only,) = age_bands("18-18")

    assert 18 in only and 17 not in only and 19 not in only
    assert band_of(24, age_bands("18-20,21-24")) == "21-24"
    assert band_of(21, age_bands("18-20,21-24")) == "21-24"


def test_what_is_no_band_is_said_as_it_was_written():
    with pytest.raises(ValueError, match=r"^An age band cannot run from 20 to 18\.$"):
        AgeBand(20, 18)
    with pytest.raises(ValueError, match="^'young' is not an age band: write 18-20, or 50\\+ for the last\\.$"):
        age_bands("young")


def test_spans_are_added_by_months_and_by_days_and_told_in_words():
    assert Span(months=1, days=2) + Span(months=3, days=4) == Span(months=4, days=6)
    assert str(Span(months=1)) == "1 calendar month"
    assert str(Span(months=2, days=1)) == "2 calendar months and 1 day"
    assert str(Span()) == "0 days"
    with pytest.raises(ValueError, match=r"^A span cannot be negative: -1 months, 2 days\.$"):
        Span(months=-1, days=2)


@pytest.mark.parametrize("span", [Span(months=1), Span(months=6), Span(months=12, days=10), Span(days=40)])
def test_the_inverse_of_a_span_holds_on_every_day_of_a_leap_year_and_the_next(span):
    for number in range(730):
        day = date(2012, 1, 1) + timedelta(days=number)
        found = span.last_before(day)
        assert span.after(found) <= day < span.after(found + timedelta(days=1))


def test_a_measure_in_a_module_of_another_name_is_refused(monkeypatch):
    odd = type("Module", (), {"MEASURE": measure("proven")})
    monkeypatch.setattr(register, "import_module", lambda name: odd)
    with pytest.raises(
        ValueError, match=r"^The measure proven must stand in a module of its own name, not age_bands\.$"
    ):
        measures.__wrapped__()


def test_an_unknown_measure_is_refused_in_a_whole_sentence():
    with pytest.raises(LookupError, match=r"^There is no measure 'luck'; there are frequency, .*, youth\.$"):
        measure("luck")


def test_a_package_among_the_declarations_is_passed_over(monkeypatch):
    folder = ModuleInfo(None, "a_folder", ispkg=True)
    monkeypatch.setattr(register, "iter_modules", lambda paths: [folder, ModuleInfo(None, "proven", ispkg=False)])
    assert list(measures.__wrapped__()) == ["proven"]
