"""Persons who stand in several rows widen the interval; persons who do not change nothing."""

import random
from statistics import fmean

import pytest

from concerted.analytics.comparison.persons import chance_in_words, difference, group_of_persons
from concerted.analytics.intervals import Count, newcombe, wilson
from concerted.kernel.errors import Refused


def rows(people, times, rate, seed=1):
    """Persons with one outcome each, counted several times."""
    chance = random.Random(seed)
    outcomes = [chance.random() < rate for _ in range(people)]
    return [(f"person {number}", outcome) for number, outcome in enumerate(outcomes) for _ in range(times)]


def test_without_repeats_it_is_wilson_s_interval():
    found = group_of_persons("a", [(str(number), number < 30) for number in range(100)])
    assert found.count == Count(30, 100)
    assert (found.persons, found.most) == (100, 1)
    assert found.design_effect == pytest.approx(1, abs=0.02)
    assert found.interval == pytest.approx(wilson(30, 100), abs=0.001)


def test_four_rows_a_person_with_one_outcome_weigh_as_one():
    found = group_of_persons("a", rows(500, 4, 0.3))
    assert found.count.whole == 2000
    assert (found.persons, found.most) == (500, 4)
    assert found.design_effect == pytest.approx(4, rel=0.01)
    once = wilson(found.count.part // 4, 500)
    assert found.interval == pytest.approx(once, abs=0.001)
    assert found.naive_interval.high - found.naive_interval.low < 0.55 * (once.high - once.low)


def test_the_difference_of_two_groups_without_repeats_is_newcombe_s():
    first = group_of_persons("a", [(str(n), n < 1207) for n in range(12818)])
    second = group_of_persons("b", [(f"other {n}", n < 982) for n in range(11617)])
    found = difference(first, second, shared=0)
    assert found.interval == pytest.approx(newcombe(Count(1207, 12818), Count(982, 11617)), abs=1e-5)
    assert found.test.z == pytest.approx(2.63, abs=0.02)
    assert "chance alone is an unlikely explanation" in chance_in_words(found)


def test_repeats_make_the_same_difference_less_sure():
    first, second = group_of_persons("a", rows(400, 4, 0.35)), group_of_persons("b", rows(400, 4, 0.3, seed=3))
    found = difference(first, second, shared=0)
    naive = newcombe(first.count, second.count)
    assert found.interval.high - found.interval.low > 1.9 * (naive.high - naive.low)


def test_two_groups_in_which_nothing_happens_do_not_differ():
    calm = group_of_persons("a", rows(10, 2, 0))
    found = difference(calm, calm, shared=10)
    assert (found.difference, found.test) == (0, (0, 1))
    assert "may be chance" in chance_in_words(found)


def test_the_clustered_interval_holds_the_true_rate_about_as_often_as_it_says():
    held = [
        low <= 0.3 <= high
        for low, high in (group_of_persons("a", rows(300, 3, 0.3, seed)).interval for seed in range(300))
    ]
    assert 0.91 < fmean(held) < 0.985


def test_nobody_is_refused():
    with pytest.raises(Refused, match="Nobody is in the group a"):
        group_of_persons("a", [])
