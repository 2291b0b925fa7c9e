"""Golden figures of the county's statement of 2013, and what must hold for any counts."""

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concerted.analytics.intervals import (
    Count,
    clustered,
    design_effect,
    may_be_chance,
    mean,
    newcombe,
    two_rates,
    wilson,
)

BEFORE, BEFORE_OR, AFTER = Count(1207, 12818), Count(1208, 12818), Count(982, 11617)


@pytest.mark.parametrize(
    ("before", "effect", "z", "p"),
    [
        (BEFORE, 1, 2.633, 0.0085),
        (BEFORE, 2, 1.862, 0.063),
        (BEFORE, 4, 1.317, 0.188),
        (BEFORE_OR, 1, 2.654, 0.0080),
        (BEFORE_OR, 2, None, 0.061),
        (BEFORE_OR, 4, None, 0.185),
    ],
)
def test_the_fall_of_2013_under_design_effects(before, effect, z, p):
    found = two_rates(before, AFTER, design_effect=effect)
    assert found.p == pytest.approx(p, abs=0.00005 if effect == 1 else 0.0005)
    if z is not None:
        assert found.z == pytest.approx(z, abs=0.0005)


@pytest.mark.parametrize(("before", "high"), [(BEFORE, 1.68), (BEFORE_OR, 1.69)])
def test_the_newcombe_interval_of_the_fall_of_2013(before, high):
    interval = newcombe(before, AFTER)
    assert 100 * interval.low == pytest.approx(0.25, abs=0.005)
    assert 100 * interval.high == pytest.approx(high, abs=0.005)


def test_newcombe_s_own_worked_example():
    interval = newcombe(Count(56, 70), Count(48, 80))
    assert interval.low == pytest.approx(0.0524, abs=0.00005)
    assert interval.high == pytest.approx(0.3339, abs=0.00005)


def test_wilson_of_nobody_and_of_everybody_stays_between_0_and_1():
    assert wilson(0, 10) == pytest.approx((0.0, 0.27753), abs=1e-5)
    assert wilson(10, 10) == pytest.approx((0.72247, 1.0), abs=1e-5)


@pytest.mark.parametrize(("part", "whole"), [(11, 10), (-1, 10), (0, 0)])
def test_a_part_that_is_no_part_is_refused(part, whole):
    with pytest.raises(ValueError, match="not a part of a whole"):
        wilson(part, whole)


def test_a_design_effect_or_a_level_out_of_range_is_refused():
    with pytest.raises(ValueError, match="design effect"):
        wilson(1, 10, design_effect=0)
    with pytest.raises(ValueError, match="level"):
        wilson(1, 10, level=1.0)


def test_two_rates_of_nobody_do_not_differ():
    assert two_rates(Count(0, 10), Count(0, 20)) == (0.0, 1.0)


counts = st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(counts)
def test_the_wilson_interval_holds_its_rate_and_solves_its_equation(count):
    part, whole = count
    low, high = wilson(part, whole)
    rate = part / whole
    assert 0 <= low <= rate <= high <= 1
    for end in (low, high):
        if 0 < end < 1:
            assert abs(rate - end) / sqrt(end * (1 - end) / whole) == pytest.approx(1.959964, abs=1e-3)


@given(counts, counts)
def test_the_interval_of_a_difference_turns_round_with_its_rates(first, second):
    there, back = newcombe(Count(*first), Count(*second)), newcombe(Count(*second), Count(*first))
    assert there.low == pytest.approx(-back.high, abs=1e-12)
    assert there.high == pytest.approx(-back.low, abs=1e-12)


def test_persons_counted_once_have_a_design_effect_of_one():
    assert design_effect([(1, 0, 900), (1, 1, 100)]) == pytest.approx(1000 / 999)


def test_persons_wholly_alike_over_four_counts_have_a_design_effect_of_four():
    assert design_effect([(4, 0, 900), (4, 4, 100)]) == pytest.approx(4 * 1000 / 999)


def test_where_nobody_reoffended_persons_are_taken_to_be_alike():
    assert design_effect([(4, 0, 10), (2, 0, 10)]) == pytest.approx(200 / 60)


def test_one_person_is_not_divided_by_nothing():
    assert clustered([(4, 2, 1)]) == wilson(2, 4, design_effect=4)


def test_an_interval_of_a_year_is_wider_than_its_counts_suggest():
    rows = [(1, 0, 500), (4, 0, 1500), (4, 2, 100), (4, 4, 60)]
    whole, part = sum(n * m for n, _, m in rows), sum(r * m for _, r, m in rows)
    year, naive = clustered(rows), wilson(part, whole)
    assert year.low < naive.low < part / whole < naive.high < year.high


def test_the_words_for_the_fall_of_2013_change_when_persons_repeat():
    once, twice, four = may_be_chance(BEFORE, AFTER, design_effects=(1, 2, 4))
    assert once == (
        "If every person was counted once, two groups with the same underlying rate would differ this much about once "
        "in 118 times (p 0.0085); the difference lies between 0.25 and 1.68 percentage points: chance alone is an "
        "unlikely explanation."
    )
    assert "p 0.063" in twice
    assert twice.endswith("the difference may be chance.")
    assert four.startswith("If a person was counted 4 times over")
    assert "p 0.188" in four


@given(st.lists(st.integers(0, 40), min_size=2, max_size=30))
def test_the_interval_of_a_mean_is_that_of_the_counts_themselves(counts):
    total, squares, people = sum(counts), sum(n * n for n in counts), len(counts)
    found = mean(total, squares, people)
    if len(set(counts)) == 1:
        assert found is None
        return
    middle = total / people
    spread = sqrt(sum((n - middle) ** 2 for n in counts) / (people - 1) / people)
    assert found.low == pytest.approx(max(0, middle - 1.959964 * spread), abs=1e-6)
    assert found.high == pytest.approx(middle + 1.959964 * spread, abs=1e-6)


def test_one_person_or_people_who_are_all_alike_have_no_interval_of_a_mean():
    assert mean(3, 9, 1) is None
    assert mean(6, 18, 2) is None
    assert mean(0, 0, 5) is None
