from datetime import date, timedelta
from math import log, sqrt

import numpy as np
import pyarrow as pa
import pytest

from concerted.analytics.evaluation.falling_back import chosen_by_count, falling_back
from concerted.analytics.evaluation.followed import before_and_after, is_followed
from concerted.analytics.evaluation.ratios import (
    NO_RATIO,
    Ratio,
    Sums,
    across,
    after_to_before,
    beside,
    may_be_chance,
    student_t,
    sums,
)
from concerted.analytics.evaluation.sham import Listed, Managed, Taken, paired, whole_waves

ON = date(2025, 3, 1)
SCHEMA = pa.schema([("person_id", pa.string()), ("offence_on", pa.date32()), ("proven_on", pa.date32())])


def events(*rows):
    return pa.Table.from_pylist([dict(zip(SCHEMA.names, row, strict=True)) for row in rows], schema=SCHEMA)


def chosen(*rows):
    return pa.table({"person_id": [p for p, _ in rows], "chosen_on": pa.array([on for _, on in rows], pa.date32())})


def counts(*rows, of=(("a", ON),)):
    return [(row["before"], row["after"]) for row in before_and_after(events(*rows), chosen(*of)).to_pylist()]


@pytest.mark.parametrize(
    ("offence_on", "proven_on", "counted"),
    [
        (date(2024, 3, 1), date(2024, 4, 1), (1, 0)),  # the first day of the window before
        (date(2024, 2, 29), date(2024, 4, 1), (0, 0)),
        (date(2025, 2, 28), date(2025, 9, 1), (1, 0)),  # proven on the last of six months after the day
        (date(2025, 2, 28), date(2025, 9, 2), (0, 0)),
        (date(2025, 3, 1), date(2025, 4, 1), (0, 1)),  # the day itself belongs to the time after
        (date(2026, 2, 28), date(2026, 9, 1), (0, 1)),
        (date(2026, 2, 28), date(2026, 9, 2), (0, 0)),
        (date(2026, 3, 1), date(2026, 4, 1), (0, 0)),
        (date(2025, 5, 1), None, (0, 0)),
    ],
)
def test_both_windows_are_twelve_months_with_six_more_for_proof(offence_on, proven_on, counted):
    assert counts(("a", offence_on, proven_on)) == [counted]


def test_somebody_without_an_offence_is_followed_with_noughts_and_others_add_nothing():
    assert counts(("b", ON, ON), of=(("a", ON), ("b", ON))) == [(0, 0), (0, 1)]


def test_people_are_followed_when_twelve_months_and_six_for_proof_are_over():
    assert is_followed(date(2025, 3, 31), date(2026, 9, 30))
    assert not is_followed(date(2025, 4, 1), date(2026, 9, 30))


def listed(person, band="high", offences=5, hundredths=1000, percent=80.0):
    return Listed(person, band, offences, hundredths, percent)


def shams(*rows, taken=None, managed=None):
    pairs, alone = paired(taken or [Taken("a", ON)], lambda on: rows, managed or {})
    return [pair.sham for pair in pairs], [one.person for one in alone]


def test_a_sham_person_has_the_same_band_and_the_nearest_offences_then_points_then_likelihood():
    own = listed("a")
    assert shams(own, listed("x", band="very high"), listed("y", offences=4)) == (["y"], [])
    assert shams(own, listed("x", offences=4), listed("y", hundredths=90_000)) == (["y"], [])
    assert shams(own, listed("x", hundredths=900), listed("y", hundredths=1050)) == (["y"], [])
    assert shams(own, listed("x", percent=80.5), listed("y", percent=80.4)) == (["y"], [])
    assert shams(own, listed("y"), listed("x")) == (["x"], [])


def test_nobody_managed_within_a_year_of_the_day_stands_beside():
    rows = (listed("a"), listed("x"), listed("y", offences=1))
    for time in (
        Managed(date(2026, 2, 28), None),
        Managed(date(2023, 1, 1), date(2024, 3, 2)),
        Managed(date(2020, 1, 1), None),
    ):
        assert shams(*rows, managed={"x": [time]}) == (["y"], [])
    for time in (Managed(date(2026, 3, 1), None), Managed(date(2023, 1, 1), date(2024, 3, 1))):
        assert shams(*rows, managed={"x": [time]}) == (["x"], [])


def test_nobody_stands_beside_two_and_a_later_adoption_changes_no_earlier_pair():
    rows = (listed("a"), listed("b"), listed("x"), listed("y", offences=9))
    managed = {"a": [Managed(ON, None)], "b": [Managed(ON, None)]}
    early, late = Taken("b", ON), Taken("a", ON + timedelta(days=20))
    assert shams(*rows, taken=[early], managed=managed) == (["x"], [])
    assert shams(*rows, taken=[late, early], managed=managed) == (["x", "y"], [])
    assert shams(*rows[:3], taken=[late, early], managed=managed) == (["x"], ["a"])


def test_somebody_taken_who_was_not_on_the_list_has_nobody_beside():
    assert shams(listed("x")) == ([], ["a"])


def test_people_are_added_in_whole_waves():
    taken = [Taken(f"t{n:02}", ON) for n in range(25)]
    rows = [listed(f"{kind}{n:02}") for kind in "ts" for n in range(25)]
    pairs, _ = paired(taken, lambda on: rows, {one.person: [Managed(ON, None)] for one in taken})
    assert (len(pairs), len(whole_waves(pairs, 10)), whole_waves(pairs[:9], 10)) == (25, 20, [])


def test_the_interval_of_a_ratio_is_that_of_its_persons():
    numbers = [(4, 2), (6, 5), (3, 0), (8, 6), (5, 5), (2, 1)]
    found = after_to_before(sums(numbers))
    before, after = sum(b for b, _ in numbers), sum(a for _, a in numbers)
    squares = sum((a / after - b / before) ** 2 for b, a in numbers) * 6 / 5
    assert found.value == pytest.approx(19 / 28)
    assert log(found.interval.high / found.value) == pytest.approx(student_t(0.95, 5) * sqrt(squares))


def test_matched_groups_are_compared_by_pair():
    first, second = [(4, 2), (6, 5), (3, 1), (8, 6)], [(4, 3), (6, 4), (3, 2), (7, 7)]
    found = beside(sums(first), sums(second), across(first, second))
    parts = [(a / 14 - b / 21) - (c / 16 - d / 20) for (b, a), (d, c) in zip(first, second, strict=True)]
    assert found.value == pytest.approx((14 / 21) / (16 / 20))
    half = student_t(0.95, 3) * sqrt(sum(part**2 for part in parts) * 4 / 3)
    assert log(found.interval.high / found.value) == pytest.approx(half)
    assert may_be_chance(found)
    same = beside(sums(first), sums(first), across(first, first))
    assert (same.value, same.interval.low) == (1.0, pytest.approx(1.0))


def test_there_is_no_ratio_to_nothing_and_no_interval_of_one_person():
    assert after_to_before(Sums(3, 0, 2, 0, 4, 0)) == NO_RATIO
    nothing_after, some = Sums(3, 2, 0, 4, 0, 0), sums([(1, 1), (2, 1), (1, 2)])
    assert after_to_before(nothing_after) == Ratio(0.0, None)
    assert beside(nothing_after, some, across([(2, 0)] * 3, [(1, 1)] * 3)) == Ratio(0.0, None)
    assert beside(some, nothing_after, across([(1, 1)] * 3, [(2, 0)] * 3)) == NO_RATIO
    assert after_to_before(sums([(4, 2)])).interval is None
    with pytest.raises(ValueError, match="shorter"):
        across([(1, 1)], [])


@pytest.mark.parametrize(("freedom", "quantile"), [(5, 2.5706), (9, 2.2622), (29, 2.0452), (1000, 1.9623)])
def test_few_persons_are_allowed_for(freedom, quantile):
    assert student_t(0.95, freedom) == pytest.approx(quantile, abs=0.01)


def test_the_interval_covers_the_truth_about_as_often_as_it_says():
    rng = np.random.default_rng(11)
    inside = 0
    for _ in range(400):
        rates = rng.gamma(2.0, 2.0, 40)
        pairs = [(int(rng.poisson(r)), int(rng.poisson(0.7 * r))) for r in rates]
        interval = after_to_before(sums(pairs)).interval
        inside += interval.low <= 0.7 <= interval.high
    assert 0.92 <= inside / 400 <= 0.98


def invented_county(people=3000, seed=3):
    """Everybody offends at a rate of his or her own that never changes, and nothing is done to anybody."""
    rng = np.random.default_rng(seed)
    rates = rng.gamma(0.6, 1.2, people)
    rows = []
    for person, rate in enumerate(rates):
        for _ in range(rng.poisson(2 * rate)):
            on = ON + timedelta(days=int(rng.integers(-365, 365)))
            rows.append((f"{person:05}", on, on + timedelta(days=20)))
    return events(*rows)


def test_people_chosen_by_last_years_count_fall_back_with_nothing_done():
    highest, everybody = falling_back(invented_county(), ON)
    assert 0.5 < after_to_before(highest).value < 0.75
    assert after_to_before(highest).interval.high < 0.8
    assert after_to_before(everybody).value == pytest.approx(1, abs=0.06)


def test_people_to_whom_something_was_done_are_in_neither_group():
    county = invented_county(300)
    first = chosen_by_count(county, ON, 5)
    highest, everybody = falling_back(county, ON, leave_out=first)
    all_of_them, _ = falling_back(county, ON)
    assert highest.before < all_of_them.before
    assert everybody.people < len(set(county["person_id"].to_pylist()))
    assert falling_back(events(), ON) == (sums([]), sums([]))


def test_what_is_proven_after_the_day_chooses_nobody():
    late = ("late", ON - timedelta(days=5), ON + timedelta(days=5))
    assert chosen_by_count(events(late, ("a", ON - timedelta(days=9), ON)), ON, 50) == ["a"]
