"""The usual range of one rate over time, and which periods are unusual."""

import pytest

from concerted.analytics.comparison.process_chart import Settings, Signal, process_chart
from concerted.analytics.intervals import Count
from concerted.kernel.errors import Refused


def chart(*parts, whole=1000, **settings):
    return process_chart(
        [(f"2020Q{number}", Count(part, whole)) for number, part in enumerate(parts)], Settings(**settings)
    )


def test_limits_are_the_mean_and_2_66_mean_moving_ranges():
    found = chart(100, 110, 90, 100, 120)
    assert found.mean == pytest.approx(0.104)
    assert found.mean_moving_range == pytest.approx(0.015)
    assert (found.low, found.high) == pytest.approx((0.104 - 2.66 * 0.015, 0.104 + 2.66 * 0.015))
    assert found.largest_change == pytest.approx(3.27 * 0.015)
    assert found.unusual == ()
    assert found.rough


def test_a_point_outside_the_limits_is_unusual_and_so_is_the_jump_to_it():
    found = chart(100, 102, 98, 100, 102, 98, 100, 102, 98, 100, 200, baseline=10)
    (jump,) = found.unusual
    assert jump.name == "2020Q10"
    assert jump.signals == (Signal.ABOVE, Signal.JUMP)
    assert not found.rough


def test_eight_on_one_side_are_a_run_and_seven_are_not():
    found = chart(*[105, 130] * 4, *[95, 70] * 3, 95)
    assert [period.signals for period in found.periods] == [(Signal.RUN_ABOVE,)] * 8 + [()] * 7


def test_a_run_may_end_with_the_last_period_and_its_length_is_a_setting():
    found = chart(110, 110, 110, 90, 90, 90, run=3)
    assert [period.signals[:1] for period in found.periods] == [(Signal.RUN_ABOVE,)] * 3 + [(Signal.RUN_BELOW,)] * 3


def test_a_rate_on_the_mean_ends_a_run():
    found = chart(110, 110, 100, 110, 110, 90, 90, 90, 90, run=3)
    assert not any(Signal.RUN_ABOVE in period.signals for period in found.periods)


def test_limits_may_come_from_a_baseline_and_later_periods_are_held_to_it():
    found = chart(100, 102, 98, 100, 102, 150, 150, baseline=5)
    assert found.mean == pytest.approx(0.1004)
    assert [period.name for period in found.unusual] == ["2020Q5", "2020Q6"]


def test_limits_are_shares():
    assert chart(0, 1, 0, 1, 0).low == 0
    assert chart(1000, 900, 1000, 900, 1000).high == 1


def test_a_rate_that_never_moves_has_no_range_and_nothing_unusual():
    found = chart(*[100] * 12)
    assert (found.low, found.high) == pytest.approx((0.1, 0.1))
    assert found.unusual == ()


@pytest.mark.parametrize(("parts", "baseline"), [((1, 2, 3, 4), None), ((1, 2, 3, 4, 5), 6)])
def test_too_few_periods_are_refused(parts, baseline):
    with pytest.raises(Refused, match="periods with somebody in them"):
        chart(*parts, baseline=baseline)


@pytest.mark.parametrize("wrong", [{"run": 1}, {"baseline": 4}])
def test_settings_without_sense_are_refused(wrong):
    with pytest.raises(Refused):
        Settings(**wrong)


def test_the_assumptions_are_a_sentence():
    assert Settings(baseline=8).in_words() == (
        "Assumed: 8 periods in a row on one side of the mean are unusual; limits come from the first 8 periods."
    )
