"""The county's statement of 2013, and that the parts always add to the change."""

import sys
from subprocess import run

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concerted.analytics.decomposition.kitagawa import Group, kitagawa, kitagawa_of_counts


def test_the_fall_of_225_is_smaller_numbers_and_a_lower_rate_in_about_equal_parts():
    split = kitagawa_of_counts((1207, 12818), (982, 11617))
    assert split.change == pytest.approx(-225, abs=1e-9)
    assert (round(split.size, 1), round(split.rate, 1)) == (-107.3, -117.7)
    assert [round(100 * share) for share in split.shares] == [48, 52]


def test_with_one_rate_all_is_size_and_with_one_size_all_is_rate():
    assert kitagawa_of_counts((10, 100), (20, 200)) == pytest.approx((10, 0))
    assert kitagawa_of_counts((10, 100), (20, 100)) == pytest.approx((0, 10))


def test_nothing_changed_has_no_shares():
    assert kitagawa_of_counts((10, 100), (10, 100)).shares is None


def test_a_rate_of_nobody_is_refused():
    with pytest.raises(ValueError, match="somebody to be of"):
        kitagawa_of_counts((0, 0), (1, 10))


def test_groups_that_do_not_pair_are_refused():
    with pytest.raises(ValueError, match="argument 2 is shorter"):
        kitagawa([Group(1, 0.5)], [])


counts = st.integers(1, 10**7).flatmap(lambda size: st.tuples(st.integers(0, size), st.just(size)))


@given(counts, counts)
def test_the_parts_of_any_two_counts_add_to_the_change(before, after):
    change = after[0] - before[0]
    assert kitagawa_of_counts(before, after).change == pytest.approx(change, rel=1e-9, abs=1e-6)


shares = st.floats(0, 1, allow_nan=False)


@given(st.lists(st.tuples(shares, shares, shares, shares), max_size=50))
def test_the_parts_over_any_groups_add_to_the_change(rows):
    before, after = [Group(*row[:2]) for row in rows], [Group(*row[2:]) for row in rows]
    change = sum(w * r for w, r in after) - sum(w * r for w, r in before)
    assert kitagawa(before, after).change == pytest.approx(change, abs=1e-9)


def test_it_loads_without_any_package():
    loads = "import sys, concerted.analytics.decomposition.kitagawa"
    shows = "print({'numpy', 'duckdb', 'pyarrow'} & {*sys.modules})"
    found = run([sys.executable, "-c", f"{loads}\n{shows}"], capture_output=True, text=True)
    assert found.stdout.strip() == "set()"
