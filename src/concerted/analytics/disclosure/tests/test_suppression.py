"""One table of one's own: protected as if its totals were known, every combination a line."""

import pyarrow as pa
import pytest

from concerted.analytics.disclosure import Settings, suppressed


def cells(*rows, **shared):
    filled = [{"reoffences": 0, "provisional": False, **shared, **row} for row in rows]
    return pa.Table.from_pylist(filled)


def large(**labels):
    return {**labels, "offenders": 200, "reoffenders": 60}


SMALL = {"offenders": 9, "reoffenders": 4}


def test_a_small_cell_is_hidden_with_another_and_the_totals_are_left_out():
    found = suppressed(cells({"area": "A", **SMALL}, large(area="B"), large(area="C")), Settings()).to_pylist()
    assert [(x["area"], x["state"], x["offenders"]) for x in found] == [
        ("A", "hidden", None), ("B", "hidden", None), ("C", "shown", 200),
    ]  # fmt: skip


def test_totals_are_given_when_asked_for():
    found = suppressed(cells(large(area="B"), large(area="C")), Settings(), totals=True).to_pylist()
    assert [(x["area"], x["offenders"]) for x in found] == [("B", 200), ("C", 200), ("total", 400)]


def test_each_quarter_is_protected_by_itself():
    rows = [{"quarter": "2025Q1", "area": "A", **SMALL}, large(quarter="2025Q1", area="B"),
            large(quarter="2025Q2", area="A"), large(quarter="2025Q2", area="B")]  # fmt: skip
    found = suppressed(cells(*rows), Settings()).to_pylist()
    assert [x["state"] for x in found] == ["hidden", "hidden", "shown", "shown"]


def test_a_table_broken_down_by_nothing_is_its_one_line():
    assert suppressed(cells(large(quarter="2025Q1")), Settings()).to_pylist()[0]["offenders"] == 200
    assert suppressed(cells({"quarter": "2025Q1", **SMALL}), Settings())["state"].to_pylist() == ["hidden"]


def test_columns_that_are_no_counts_of_people_are_left_out():
    found = suppressed(cells(large(area="A"), reoffences_squared=123), Settings())
    assert found.column_names == ["area", "offenders", "reoffenders", "reoffences", "rate", "state"]


def test_no_rows_give_no_lines_in_the_same_columns():
    empty = cells(large(area="A")).slice(0, 0)
    found = suppressed(empty, Settings())
    assert (len(found), found.column_names[-1]) == (0, "state")


@pytest.mark.parametrize(("threshold", "state"), [(None, "not released"), (20, "shown")])
def test_cells_that_hold_children_are_not_released_until_their_threshold_is_set(threshold, state):
    rows = cells(large(area="A"), large(area="B"))
    found = suppressed(rows, Settings(children_threshold=threshold), children=True)
    assert found["state"].to_pylist() == [state, state]


def test_a_district_not_known_is_a_line_like_others():
    found = suppressed(cells(large(area="A"), large(area="B"), large(area="unassigned")), Settings())
    assert found["area"].to_pylist() == ["A", "B", "unassigned"]
