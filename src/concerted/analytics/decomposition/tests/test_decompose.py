"""The Scottish split, Das Gupta's own worked example, and that parts always add up."""

import csv
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concerted.analytics.decomposition.decompose import Total, decompose
from concerted.analytics.published import path
from concerted.kernel.errors import Refused

AGES = 11
# Das Gupta 1993 (P23-186, a publication of the US government), example 5.3: people in thousands and deaths in a
# thousand, United States, by race and then age.
SIZES_1985 = (
    [3041, 11577, 27450, 32711, 35480, 27411, 19555, 19795, 15254, 8022, 2472],
    [707, 2692, 6473, 6841, 6547, 4352, 3034, 2540, 1749, 804, 236],
)
SIZES_1970 = (
    [2968, 11484, 34614, 30992, 21983, 20314, 20928, 16897, 11339, 5720, 1315],
    [535, 2162, 6120, 4781, 3096, 2718, 2363, 1767, 1149, 448, 117],
)
RATES_1985 = (
    [9.163, 0.462, 0.248, 0.929, 1.084, 1.810, 4.715, 12.187, 27.728, 64.068, 157.570],
    [17.208, 0.738, 0.328, 1.103, 2.045, 3.724, 8.052, 17.812, 34.128, 68.276, 125.161],
)
RATES_1970 = (
    [18.469, 0.751, 0.391, 1.146, 1.287, 2.672, 6.636, 15.691, 34.723, 79.763, 176.837],
    [36.993, 1.352, 0.541, 2.040, 3.523, 6.746, 12.967, 24.471, 45.091, 74.902, 123.205],
)


def deaths(sizes, rates):
    return {
        (str(race), str(age)): Total(sizes[race][age] * rates[race][age], sizes[race][age])
        for race in range(2)
        for age in range(AGES)
    }


def scotland(year, events, *factors):
    sizes, counts = Counter(), Counter()
    with path("scotland-reconvictions").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["year"] == year:
                key = tuple(row[factor] for factor in factors)
                sizes[key] += int(float(row["offenders"]))
                counts[key] += int(float(row[events]))
    return {key: Total(counts[key], sizes[key]) for key in sizes}


def test_the_scottish_change_is_2_223_points_of_mix_and_2_975_of_rate():
    found = decompose(*(scotland(year, "reconvicted", "Sex", "Age") for year in ("2004", "2016")), ["Sex", "Age"])
    assert (found.before, found.after) == ((15977, 49351), (11035, 40606))
    points = [round(100 * value, 3) for value in (found.before.rate, found.after.rate, found.change)]
    assert points == [32.374, 27.176, -5.198]
    assert [round(100 * value, 3) for value in (found.mix, found.rate)] == [-2.223, -2.975]
    assert found.mix + found.rate == pytest.approx(found.change, abs=1e-12)
    assert sum(found.by_factor.values()) == pytest.approx(found.mix, abs=1e-12)
    assert len(found.groups) == 10
    assert (found.one_sided, found.empty) == ((), ())


def test_the_headline_counts_of_scotland():
    for year, offenders, reconvicted, reconvictions, each in (
        ("2004", 49351, 15977, 30105, 0.610),
        ("2016", 40606, 11035, 19319, 0.476),
    ):
        assert scotland(year, "reconvicted") == {(): (reconvicted, offenders)}
        assert scotland(year, "reconvictions") == {(): (reconvictions, offenders)}
        assert round(reconvictions / offenders, 3) == each


def test_das_guptas_worked_example_of_race_and_age():
    found = decompose(deaths(SIZES_1970, RATES_1970), deaths(SIZES_1985, RATES_1985), ["race", "age"])
    assert found.by_factor["age"] == pytest.approx(9.907 - 8.385, abs=0.001)
    assert found.by_factor["race"] == pytest.approx(9.156 - 9.136, abs=0.001)
    assert found.rate == pytest.approx(8.030 - 10.258, abs=0.001)
    assert sum(found.by_factor.values()) + found.rate == pytest.approx(found.change, abs=1e-9)


def test_with_one_factor_the_effect_is_the_whole_mix():
    found = decompose(scotland("2004", "reconvicted", "Age"), scotland("2016", "reconvicted", "Age"), ["Age"])
    assert found.by_factor["Age"] == pytest.approx(found.mix, abs=1e-12)


def test_a_factor_whose_mix_does_not_change_carries_nothing():
    """Men and women in equal numbers in each age band, at both times."""
    groups = [("M", "young"), ("F", "young"), ("M", "old"), ("F", "old")]
    before = dict(zip(groups, (Total(5, 10), Total(2, 10), Total(3, 30), Total(1, 30)), strict=True))
    after = dict(zip(groups, (Total(9, 20), Total(5, 20), Total(1, 20), Total(2, 20)), strict=True))
    found = decompose(before, after, ["sex", "age"])
    assert found.by_factor["sex"] == pytest.approx(0, abs=1e-12)
    assert found.by_factor["age"] == pytest.approx(found.mix, abs=1e-12)


def test_a_group_that_appears_is_all_mix_and_named():
    found = decompose({("A",): Total(1, 10)}, {("A",): Total(1, 10), ("B",): Total(5, 10)}, ["area"])
    assert found.rate == 0
    assert found.mix == pytest.approx(0.2)
    assert found.one_sided == (("B",),)


def test_a_margin_that_appears_belongs_to_its_own_factor_alone():
    before = {("M", "old"): Total(3, 30), ("F", "old"): Total(1, 10)}
    after = before | {("M", "young"): Total(15, 30), ("F", "young"): Total(5, 10)}
    found = decompose(before, after, ["sex", "age"])
    assert found.by_factor["sex"] == pytest.approx(0, abs=1e-12)
    assert found.by_factor["age"] == pytest.approx(found.change, abs=1e-12)


def test_groups_of_nobody_are_left_out_and_named():
    found = decompose({("A",): Total(1, 10), ("B",): Total(0, 0)}, {("A",): Total(2, 10)}, ["area"])
    assert found.empty == (("B",),)
    assert found.rate == pytest.approx(0.1)


@pytest.mark.parametrize(
    ("before", "after", "factors", "says"),
    [
        ({}, {("A",): Total(1, 1)}, ["area"], "Nobody is counted before"),
        ({("A",): Total(1, 1)}, {("A",): Total(0, 0)}, ["area"], "Nobody is counted after"),
        ({(): Total(1, 1)}, {(): Total(1, 1)}, [], "one factor or more"),
        ({("A",) * 13: Total(1, 1)}, {("A",) * 13: Total(1, 1)}, ["f"] * 13, "at most 12, not 13"),
    ],
)
def test_what_has_no_split_is_refused(before, after, factors, says):
    with pytest.raises(Refused, match=says):
        decompose(before, after, factors)


cells = st.integers(0, 10**6).flatmap(lambda size: st.builds(Total, st.integers(0, size), st.just(size)))


@st.composite
def two_times(draw):
    factors = draw(st.integers(1, 5))
    key = st.tuples(*[st.sampled_from("abc")] * factors)
    times = [draw(st.dictionaries(key, cells, min_size=1, max_size=12)) for _ in range(2)]
    for time in times:
        time[("a",) * factors] = Total(draw(st.integers(0, 3)), 3)  # somebody, at both times
    return *times, [f"factor {number}" for number in range(factors)]


@given(two_times())
def test_parts_add_to_the_change_and_factors_to_the_mix(case):
    found = decompose(*case)
    assert found.mix + found.rate == pytest.approx(found.change, abs=1e-9)
    assert sum(found.by_factor.values()) == pytest.approx(found.mix, abs=1e-9)
    assert sum(group.mix for group in found.groups) == pytest.approx(found.mix, abs=1e-9)
    assert sum(group.rate for group in found.groups) == pytest.approx(found.rate, abs=1e-9)


@given(two_times())
def test_the_way_back_has_the_same_parts_with_the_other_sign(case):
    before, after, factors = case
    there, back = decompose(before, after, factors), decompose(after, before, factors)
    assert back.mix == pytest.approx(-there.mix, abs=1e-9)
    for factor in factors:
        assert back.by_factor[factor] == pytest.approx(-there.by_factor[factor], abs=1e-9)


@given(two_times(), st.randoms())
def test_the_order_of_the_factors_does_not_matter(case, random):
    before, after, factors = case
    order = random.sample(range(len(factors)), len(factors))
    turned = [{tuple(key[i] for i in order): total for key, total in time.items()} for time in (before, after)]
    found = decompose(*turned, [factors[i] for i in order])
    assert found.by_factor == pytest.approx(decompose(before, after, factors).by_factor, abs=1e-9)
