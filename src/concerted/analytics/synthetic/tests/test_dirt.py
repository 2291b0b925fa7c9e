"""Slips change a text a little; days stay days."""

import numpy as np
import pytest

from concerted.analytics.synthetic import dirt
from concerted.analytics.synthetic.calendar_days import MISSING, day_of, number, quarter_ends, written
from concerted.analytics.synthetic.randomness import stream


@pytest.mark.parametrize("kind", [0.1, 0.4, 0.6, 0.8, 0.95])
@pytest.mark.parametrize("place", [0.0, 0.5, 0.999])
def test_a_slip_changes_at_most_two_letters_of_length(kind, place):
    for name in ("Margaret", "Philip", "Ann", "O'Neill", "Lee"):
        slipped = dirt.mistype(name, (kind, place, 0.3))
        assert slipped[0] == name[0] and abs(len(slipped) - len(name)) <= 1


def test_short_forms_are_known_and_other_names_stay():
    assert dirt.shorten("Elizabeth", (0.0, 0, 0)) == "Liz"
    assert dirt.shorten("Noor", (0.9, 0, 0)) == "Noor"


def test_double_barrels_apostrophes_and_macs_are_respelt():
    assert {dirt.respell("Smith-Jones", (n / 4, 0, 0)) for n in range(4)} == {
        "Smith",
        "Jones",
        "Smith Jones",
        "Smithjones",
    }
    assert dirt.respell("O'Neill", (0.0, 0, 0)) == "ONeill"
    assert dirt.respell("McKay", (0.9, 0, 0)) == "Mackay"
    assert dirt.respell("Taylor", (0.5, 0, 0)) == "Taylor"


def test_a_wrong_birth_day_is_another_day_that_exists():
    rng = stream(1, "test")
    born = rng.integers(-15_000, 15_000, 2_000)
    wrong = dirt.wrong_births(rng, born, np.ones(len(born), dtype=np.bool_))
    assert (wrong != born).mean() > 0.97
    assert all(abs(day_of(n).year - day_of(m).year) <= 10 for n, m in zip(wrong.tolist(), born.tolist(), strict=True))


def test_lost_births_are_missing_or_the_form_s_default():
    rng = stream(1, "test")
    born = np.full(1_000, 5_000, dtype=np.int64)
    half = np.arange(1_000) % 2 == 0
    lost = dirt.lost_births(rng, born, half, ~half)
    assert set(lost[half].tolist()) == {MISSING}
    assert {day_of(n).isoformat() for n in lost[~half].tolist()} == {"1900-01-01", "1970-01-01"}


def test_spoiling_reaches_one_cell_at_least():
    column = ["fine"] * 10
    dirt.spoil(stream(1, "test"), column, 0.0001, ["bad"])
    assert column.count("bad") == 1


def test_days_are_written_by_pattern_and_missing_ones_are_empty():
    days = np.array([number(day_of(0)), MISSING, 20_781])
    assert written(days, "%d-%b-%Y").tolist() == ["01-Jan-1970", "", "24-Nov-2026"]


def test_quarter_ends_lie_strictly_before_the_day():
    assert [day.isoformat() for day in quarter_ends(day_of(20_781), 3)] == ["2026-03-31", "2026-06-30", "2026-09-30"]
    assert quarter_ends(day_of(number(day_of(20_726))), 1)[0].isoformat() == "2026-06-30"
