"""Dates and numbers read as the design writes them."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concerted.web.wording import days, numbers

DAY = date(2027, 3, 3)


def test_dates_in_each_place():
    assert days.day(date(2027, 2, 3)) == "3 February 2027"
    assert days.plain_day(DAY) == "3 March"
    assert days.short_day(date(2027, 2, 3)) == "3 Feb 2027"
    assert days.week_day(DAY) == "Wednesday 3 March 2027"
    assert days.clock(datetime(2027, 3, 3, 16, 10)) == "16:10"


@pytest.mark.parametrize(
    ("due_on", "words"),
    [
        (date(2027, 2, 25), "Overdue 6 days"),
        (date(2027, 3, 2), "Overdue 1 day"),
        (DAY, "Today"),
        (date(2027, 3, 10), "By 10 March"),
        (date(2028, 3, 10), "By 10 March 2028"),
        (None, "No date"),
    ],
)
def test_what_is_due_says_when(due_on, words):
    assert days.overdue(due_on, DAY) == words


def test_what_is_missing_is_a_word():
    assert {days.day(None), days.clock(None), numbers.percent(None), numbers.rate(None, 4)} == {"not known"}


@pytest.mark.parametrize(
    ("share", "places", "words"),
    [
        (823 / 9214, 1, "8.9%"),
        (0.0845, 2, "8.45%"),
        (0.0845, 1, "8.5%"),
        (0.9425, 1, "94.3%"),
        (0, 1, "0.0%"),
        (1, 1, "100.0%"),
    ],
)
def test_a_share_is_rounded_half_up_by_its_decimal_writing(share, places, words):
    assert numbers.percent(share, places) == words


def test_numbers_carry_their_counts():
    assert numbers.rate(823, 9214) == "8.9% (823 of 9,214)"
    assert numbers.rate(0, 0) == "no rate (0 of 0)"
    assert numbers.thousands(2314) == "2,314"
    assert numbers.counted(1, "action") == "1 action"
    assert numbers.counted(0, "action") == "no actions"
    assert numbers.counted(2314, "person", "people") == "2,314 people"


def test_a_difference_has_no_sign():
    assert numbers.points(-0.005) == "0.5 points"
    assert numbers.points(0.01) == "1.0 point"


@given(st.floats(min_value=0, max_value=1))
def test_a_share_never_reads_further_off_than_half_a_tenth(share):
    assert abs(float(numbers.percent(share)[:-1]) - share * 100) <= 0.0500001
