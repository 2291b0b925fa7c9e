from datetime import date

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from concerted.kernel.days import completed_years, in_words, months_after
from concerted.kernel.identifiers import new_id, new_reference
from concerted.kernel.periods import Period


@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)), st.integers(-30, 30))
def test_months_are_added_as_duckdb_adds_them(day, months):
    answer = duckdb.execute("select cast(?::date + to_months(?) as date)", [day, months]).fetchone()[0]
    assert months_after(day, months) == answer


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        (date(2000, 2, 29), date(2018, 2, 28), 17),
        (date(2000, 2, 29), date(2018, 3, 1), 18),
        (date(2000, 5, 10), date(2018, 5, 10), 18),
    ],
)
def test_an_age_is_counted_in_completed_years(born, on, years):
    assert completed_years(born, on) == years


def test_the_last_day_of_a_period_does_not_count():
    period = Period(date(2026, 1, 1), date(2026, 4, 1))
    assert date(2026, 3, 31) in period
    assert date(2026, 4, 1) not in period
    with pytest.raises(ValueError, match="before it begins"):
        Period(date(2026, 2, 1), date(2026, 1, 1))


def test_ids_are_version_seven_and_references_avoid_letters_that_look_alike():
    assert {new_id().version for _ in range(20)} == {7}
    assert not set("".join(new_reference()[2:] for _ in range(200))) & set("01ILOU")


def test_a_day_is_written_as_pages_write_it():
    assert in_words(date(2027, 2, 3)) == "3 February 2027"
    assert in_words(date(2027, 2, 3), year=False) == "3 February"
