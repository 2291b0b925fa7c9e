"""Cox's model against the published fit of Rossi's data, and what must hold for any data."""

import csv
import random
from importlib.metadata import distribution

import numpy as np
import pytest

from concerted.analytics.proportional_hazards import concordance, fit
from concerted.kernel.errors import Refused

COLUMNS = ("fin", "age", "race", "wexp", "mar", "paro", "prio")


@pytest.fixture(scope="module")
def rossi():
    with open(str(distribution("lifelines").locate_file("lifelines/datasets/rossi.csv")), encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def fitted(rossi):
    return fit(
        [float(row["week"]) for row in rossi],
        [row["arrest"] == "1" for row in rossi],
        {name: [float(row[name]) for row in rossi] for name in COLUMNS},
    )


def test_rossi_s_coefficients(fitted):
    found = {name: round(one.value, 4) for name, one in fitted.coefficients.items()}
    assert (found["fin"], found["age"], found["prio"]) == (-0.3794, -0.0574, 0.0915)


def test_rossi_s_likelihood_and_concordance(fitted):
    assert round(fitted.log_likelihood, 3) == -658.748
    assert round(fitted.concordance, 3) == 0.640
    assert (fitted.people, fitted.returned) == (432, 114)


def test_rossi_s_intervals_hold_their_ratio(fitted):
    assert fitted.coefficients["fin"].ratio == pytest.approx(0.684, abs=0.0005)
    assert fitted.coefficients["fin"].interval() == pytest.approx((0.470, 0.996), abs=0.0015)


def test_a_ratio_that_was_put_in_is_found():
    chance = random.Random(5)
    exposed = [chance.random() < 0.5 for _ in range(4000)]
    times = [chance.expovariate(0.02 * (2 if one else 1)) for one in exposed]
    found = fit([min(time, 60) for time in times], [time < 60 for time in times], {"exposed": exposed})
    low, high = found.coefficients["exposed"].interval(0.999)
    assert low < 2 < high
    assert high - low < 0.5


def test_units_of_a_column_change_its_coefficient_and_nothing_else(rossi, fitted):
    other = fit(
        [float(row["week"]) for row in rossi],
        [row["arrest"] == "1" for row in rossi],
        {name: [float(row[name]) * (12 if name == "age" else 1) for row in rossi] for name in COLUMNS},
    )
    assert other.coefficients["age"].value * 12 == pytest.approx(fitted.coefficients["age"].value, rel=1e-6)
    assert other.log_likelihood == pytest.approx(fitted.log_likelihood, abs=1e-8)


@pytest.mark.parametrize(
    ("times", "returned", "columns", "says"),
    [
        ([1, 2], [True, True], {}, "a column or more"),
        ([1, 2], [False, False], {"a": [0, 1]}, "somebody who returned"),
        ([1, 2], [True, True], {"a": [1, 1]}, "a is the same for everybody"),
        ([1, 2, 3, 4], [True] * 4, {"a": [1, 2, 3, 5], "b": [2, 4, 6, 10]}, "one follows from others"),
        ([1, 2, 3, 4], [True, True, False, False], {"a": [1, 1, 0, 0]}, "tells all who return"),
    ],
)
def test_data_that_no_model_fits_are_refused(times, returned, columns, says):
    with pytest.raises(Refused, match=says):
        fit(times, returned, columns)


def test_scores_that_order_everybody_rightly_are_concordant_and_the_other_way_round_not():
    time, event = np.array([1.0, 2.0, 3.0]), np.array([True, True, False])
    assert concordance(time, event, np.array([3.0, 2.0, 1.0])) == 1
    assert concordance(time, event, np.array([1.0, 2.0, 3.0])) == 0
    assert concordance(time, event, np.zeros(3)) == 0.5
    assert concordance(time, ~np.ones(3, bool), np.zeros(3)) == 0.5
