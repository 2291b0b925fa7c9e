from datetime import date

import pytest

from concerted.kernel.dated import Dated
from concerted.kernel.decision import Decision


def test_a_decision_is_true_exactly_when_the_answer_is_yes():
    assert Decision(True, "They are over 18.")
    assert not Decision(False, "They are under 18.")


def test_a_decision_without_a_reason_is_refused():
    with pytest.raises(ValueError, match="reason"):
        Decision(True, "  ")


def test_a_dated_value_holds_from_its_own_day_until_the_next_begins():
    window = Dated({date(2020, 1, 1): "new", date(2010, 1, 1): "old"})
    assert window.on(date(2010, 1, 1)) == "old"
    assert window.on(date(2019, 12, 31)) == "old"
    assert window.on(date(2020, 1, 1)) == "new"
    assert window.on(date(2099, 1, 1)) == "new"
    assert list(window.entries) == [date(2010, 1, 1), date(2020, 1, 1)]


def test_before_the_first_entry_nothing_is_guessed():
    with pytest.raises(LookupError, match="2010-01-01"):
        Dated({date(2010, 1, 1): 1}).on(date(2009, 12, 31))


def test_a_dated_value_needs_an_entry_and_cannot_be_changed():
    with pytest.raises(ValueError, match="at least one"):
        Dated({})
    with pytest.raises(TypeError):
        Dated({date(2010, 1, 1): 1}).entries[date(2011, 1, 1)] = 2  # type: ignore[index]
