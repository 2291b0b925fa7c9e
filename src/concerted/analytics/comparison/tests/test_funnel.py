"""Areas stand in alphabetical order beside their usual range; over-dispersion widens it."""

import random
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concerted.analytics.comparison.funnel import Limits, Overdispersion, Place, Settings, funnel, winsorised
from concerted.analytics.intervals import Count
from concerted.kernel.errors import Refused


def drawn(rates, size=2000, seed=7):
    chance = random.Random(seed)
    return {
        f"Area {number:02}": Count(sum(chance.random() < rate for _ in range(size)), size)
        for number, rate in enumerate(rates)
    }


def test_areas_of_one_rate_scatter_by_chance_alone():
    found = funnel(drawn([0.1] * 20))
    assert found.p > 0.05
    assert not found.widened
    assert all(area.place in (Place.WITHIN, Place.ABOVE, Place.BELOW) for area in found.areas)


def test_one_area_far_away_is_found():
    found = funnel(drawn([0.1] * 19 + [0.14]))
    assert [area.name for area in found.unusual if area.place is Place.FAR_ABOVE] == ["Area 19"]


def test_areas_that_differ_more_than_by_chance_widen_the_limits():
    rates = [0.06 + 0.004 * number for number in range(20)]
    found = funnel(drawn(rates))
    never = funnel(drawn(rates), Settings(overdispersion=Overdispersion.NEVER))
    assert found.p < 0.001
    assert found.widened
    assert found.phi > 2
    assert len(found.unusual) < len(never.unusual)
    assert not never.widened
    (first, first_never) = (found.areas[0].limits, never.areas[0].limits)
    assert first.low < first_never.low
    assert first.high > first_never.high


def test_always_widens_only_what_scatters_more_than_by_chance():
    calm = funnel(drawn([0.1] * 20), Settings(overdispersion=Overdispersion.ALWAYS))
    assert calm.widened == (calm.phi > 1)


def test_areas_are_in_alphabetical_order_and_not_ranked():
    found = funnel({"b": Count(1, 10), "A": Count(9, 10), "C": Count(3, 10)})
    assert [area.name for area in found.areas] == ["A", "b", "C"]


def test_the_target_is_the_rate_of_all_and_smaller_areas_have_wider_limits():
    found = funnel({"a": Count(1, 10), "b": Count(90, 1000), "c": Count(40, 300)})
    assert found.target == 131 / 1310
    small, large = found.limits(10), found.limits(1000)
    assert small.far_low <= small.low <= large.low < found.target < large.high < small.high <= small.far_high


@pytest.mark.parametrize(
    ("rate", "place"),
    [
        (0.05, Place.FAR_BELOW),
        (0.1, Place.BELOW),
        (0.2, Place.WITHIN),
        (0.3, Place.WITHIN),
        (0.4, Place.WITHIN),
        (0.5, Place.ABOVE),
        (0.51, Place.FAR_ABOVE),
    ],
)
def test_a_rate_on_a_limit_is_within_it(rate, place):
    assert Limits(0.1, 0.2, 0.4, 0.5).place(rate) is place


def test_winsorising_sets_the_ends_to_the_quantile_there():
    assert winsorised([float(n) for n in range(11)], 0.1) == [1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9]
    assert winsorised([3.0, 1.0], 0) == [3, 1]


@given(st.lists(st.floats(-10, 10), min_size=1, max_size=40), st.floats(0, 0.49))
def test_winsorised_values_keep_their_number_and_come_no_farther_out(values, share):
    found = winsorised(values, share)
    assert len(found) == len(values)
    assert min(values) - 1e-9 <= min(found) <= max(found) <= max(values) + 1e-9


def test_chance_alone_is_called_over_dispersed_about_as_often_as_the_level_says():
    found = [funnel(drawn([0.2] * 12, size=300, seed=seed)).p < 0.05 for seed in range(200)]
    assert fmean(found) < 0.11


@pytest.mark.parametrize(
    ("counts", "says"),
    [
        ({"a": Count(1, 2), "b": Count(1, 2)}, "at least 3 areas"),
        ({name: Count(0, 5) for name in "abc"}, "None of 15 have the event"),
        ({name: Count(5, 5) for name in "abc"}, "All of 15 have the event"),
    ],
)
def test_what_cannot_be_compared_is_refused(counts, says):
    with pytest.raises(Refused, match=says):
        funnel(counts)


@pytest.mark.parametrize("wrong", [{"winsorise": 0.5}, {"winsorise": -0.1}, {"test_level": 0}])
def test_settings_without_sense_are_refused(wrong):
    with pytest.raises(Refused):
        Settings(**wrong)


def test_the_assumptions_are_a_sentence():
    words = Settings().in_words()
    assert words.startswith("Assumed: 10 % of the z-scores at either end are winsorised; ")
    assert words.endswith("limits are widened when the test's p is below 0.05.")
