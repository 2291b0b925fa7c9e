"""Binomial limits and chi-squared tails against scipy, and at their edges."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from concerted.analytics.comparison.probability import binomial_limits, chi_squared_above


@given(st.integers(1, 20_000), st.floats(0.001, 0.999), st.floats(0.001, 0.999))
def test_binomial_limits_interpolate_scipy_s_quantiles(size, rate, share):
    (found,) = binomial_limits(size, rate, (share,))
    r = stats.binom.ppf(share, size, rate)
    reached, below = stats.binom.cdf(r, size, rate), stats.binom.cdf(r - 1, size, rate)
    expected = max(0, r - (reached - share) / (reached - below)) / size
    assert found == pytest.approx(expected, abs=2e-6)
    assert 0 <= found <= 1


@pytest.mark.parametrize("rate", [0, 1])
def test_without_chance_there_is_no_range(rate):
    assert binomial_limits(10, rate, (0.02, 0.98)) == [rate, rate]


@pytest.mark.parametrize(("size", "rate"), [(0, 0.5), (10, 1.5), (10, -0.1)])
def test_a_binomial_that_is_none_is_refused(size, rate):
    with pytest.raises(ValueError, match="is none"):
        binomial_limits(size, rate, (0.5,))


def test_a_million_people_give_limits_at_once():
    low, high = binomial_limits(1_000_000, 0.1, (0.02275, 0.97725))
    assert (low, high) == pytest.approx((0.0994, 0.1006), abs=1e-6)


@given(st.floats(0, 400), st.integers(1, 300))
def test_chi_squared_tails_are_scipy_s(value, degrees):
    assert chi_squared_above(value, degrees) == pytest.approx(stats.chi2.sf(value, degrees), rel=1e-9, abs=1e-14)


@pytest.mark.parametrize(("value", "degrees"), [(1, 0), (-1, 3)])
def test_chi_squared_without_sense_is_refused(value, degrees):
    with pytest.raises(ValueError, match="Chi-squared"):
        chi_squared_above(value, degrees)
