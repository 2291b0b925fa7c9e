"""The words that declarations are written in, and the bounds of age bands and spans, each at its edge."""

import pytest

from concerted.analytics.measures.age_bands import AgeBand, age_bands, band_of
from concerted.analytics.measures.choices import Cohort, Shows, StartsFrom, Tie


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
