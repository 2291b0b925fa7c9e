"""Nothing small is released, and nothing hidden can be worked out from what is."""

import itertools

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from concerted.analytics.disclosure import Earlier, NotProved, Settings, protect
from concerted.analytics.disclosure.protection import holds_children

EXACT = Settings(rounding=1)
"""Without rounding: the hardest case, for an attacker then knows total and shown cells to the last person."""


def table(rows):
    filled = [
        {"area": f"A{number}", "quarter": "2013Q1", "age_band": "18-20", "provisional": False, "reoffences": 0, **row}
        for number, row in enumerate(rows)
    ]
    return pa.Table.from_pylist(filled)


def counts(*pairs):
    return table([{"offenders": offenders, "reoffenders": reoffenders} for offenders, reoffenders in pairs])


def states(protected):
    return protected["state"].to_pylist()


def test_a_table_of_large_cells_is_shown_rounded_with_its_total():
    protected = protect(counts((101, 33), (202, 52)), Settings(), tables=[["area"]])
    assert states(protected) == ["shown"] * 3
    assert protected["offenders"].to_pylist() == [100, 200, 305]
    assert protected["reoffenders"].to_pylist() == [35, 50, 85]
    assert protected["rate"].to_pylist() == [0.35, 0.25, 85 / 305]
    assert protected["area"].to_pylist()[-1] == "total"


def test_a_count_of_the_threshold_itself_is_shown():
    assert states(protect(counts((20, 10), (400, 10)), Settings(), tables=[["area"]])) == ["shown"] * 3


@pytest.mark.parametrize("small", [(100, 9), (100, 0), (100, 91), (9, 5)])
def test_a_small_count_or_difference_of_counts_is_hidden_and_so_is_another_cell(small):
    protected = protect(counts((400, 100), small, (200, 50)), Settings(), tables=[["area"]])
    assert states(protected) == ["shown", "hidden", "hidden", "shown"]
    assert protected["offenders"].to_pylist()[1:3] == [None, None]
    assert protected["rate"].to_pylist()[1:3] == [None, None]


def test_hidden_cells_that_are_few_people_together_need_a_third():
    protected = protect(counts((400, 100), (100, 2), (100, 3), (200, 50)), Settings(), tables=[["area"]])
    assert states(protected) == ["shown", "hidden", "hidden", "hidden", "shown"]


def test_the_total_goes_when_every_cell_is_hidden_and_tells_too_much():
    assert states(protect(counts((100, 12)), Settings(), tables=[["area"]])) == ["shown", "shown"]
    assert states(protect(counts((100, 2)), Settings(), tables=[["area"]])) == ["hidden", "hidden"]


def test_a_rate_over_few_offenders_is_hidden_while_its_counts_are_shown():
    protected = protect(counts((29, 12), (30, 12)), Settings(), tables=[["area"]])
    assert protected["rate"].to_pylist() == [None, 10 / 30, 25 / 60]
    assert protected["offenders"].to_pylist() == [30, 30, 60]


def test_children_are_not_released_until_their_threshold_is_set_nor_a_total_over_them():
    rows = [
        {"age_band": "10-14", "offenders": 500, "reoffenders": 200},
        {"age_band": "15-17", "offenders": 500, "reoffenders": 200},
        {"age_band": "18-20", "offenders": 500, "reoffenders": 200},
    ]
    cells = table([{"area": "A", **row} for row in rows])
    assert states(protect(cells, Settings(), tables=[["age_band"]])) == ["not released", "not released", "shown"] + [
        "not released"
    ]
    assert states(protect(cells, Settings(children_threshold=20), tables=[["age_band"]])) == ["shown"] * 4


def test_the_higher_threshold_holds_for_children():
    cells = table([{"age_band": "15-17", "offenders": 100, "reoffenders": 15}] * 2)
    assert states(protect(cells, Settings(children_threshold=20), tables=[["area", "age_band"]]))[0] == "hidden"


def by_age(*rows):
    return table([{"area": "A", "age_band": band, "offenders": n, "reoffenders": r} for band, n, r in rows])


def test_children_hidden_among_adults_keep_their_higher_threshold():
    cells = by_age(("15-17", 100, 15), ("18-20", 100, 3), ("21-24", 300, 100), ("25+", 400, 100))
    protected = protect(cells, Settings(children_threshold=20), tables=[["age_band"]])
    assert states(protected) == ["hidden", "hidden", "hidden", "shown", "shown"]


def test_a_total_over_children_keeps_their_higher_threshold():
    cells = by_age(("15-17", 100, 6), ("18-20", 100, 12))
    assert states(protect(cells, Settings(children_threshold=20), tables=[["age_band"]])) == [
        "hidden",
        "shown",
        "hidden",
    ]


@pytest.mark.parametrize(
    ("band", "children"),
    [("10-14", True), ("15-24", True), ("18-20", False), ("50+", False), ("not known", False), ("other age", True)],
)
def test_a_band_that_reaches_below_eighteen_holds_children(band, children):
    assert holds_children(band) is children


def test_a_cell_with_nobody_in_it_is_a_hidden_line_and_not_a_missing_one():
    rows = [
        {"area": area, "quarter": quarter, "offenders": 100, "reoffenders": 40}
        for area, quarter in [("A", "2013Q1"), ("B", "2013Q1"), ("A", "2013Q2"), ("C", "2013Q2")]
    ]
    protected = protect(table(rows), Settings(), tables=[["area"]]).to_pylist()
    hidden = [(line["area"], line["quarter"]) for line in protected if line["state"] == "hidden"]
    assert len(protected) == 8
    assert {("C", "2013Q1"), ("B", "2013Q2")} < set(hidden)
    assert len(hidden) == 4


def test_an_empty_cell_of_a_provisional_quarter_is_not_released_either():
    rows = [
        {"area": "A", "quarter": "2013Q1", "offenders": 100, "reoffenders": 40, "provisional": True},
        {"area": "B", "quarter": "2013Q2", "offenders": 100, "reoffenders": 40},
    ]
    protected = protect(table(rows), Settings(), tables=[["area"]]).to_pylist()
    assert {line["state"] for line in protected if line["quarter"] == "2013Q1"} == {"not released"}


def test_a_provisional_cell_is_not_released():
    protected = protect(
        table([{"offenders": 100, "reoffenders": 40, "provisional": True}]), Settings(), tables=[["area"]]
    )
    assert states(protected) == ["not released", "not released"]


def test_no_cells_give_no_lines():
    assert len(protect(counts((100, 40)).slice(0, 0), Settings(), tables=[["area"]])) == 0


def test_settings_that_protect_nobody_are_refused():
    with pytest.raises(ValueError, match="at least 1"):
        Settings(threshold=0)
    with pytest.raises(ValueError, match="children must be higher"):
        Settings(children_threshold=10)


def test_children_without_a_threshold_are_said_to_be_not_configured():
    assert "not configured" in Settings().in_words()["children_threshold"]


def test_cells_not_broken_down_by_the_dimension_are_refused():
    with pytest.raises(ValueError, match="not broken down by sex"):
        protect(counts((100, 40)), Settings(), tables=[["sex"]])


people = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda pair: (sum(pair), pair[0]))


@given(st.lists(people, min_size=1, max_size=6))
def test_no_small_count_is_shown_and_no_difference_of_counts(pairs):
    for line in protect(counts(*pairs), EXACT, tables=[["area"]]).to_pylist():
        if line["state"] == "shown":
            assert line["reoffenders"] >= 10
            assert line["offenders"] - line["reoffenders"] >= 10
        if line["rate"] is not None:
            assert line["offenders"] >= 30


@given(st.lists(people, min_size=1, max_size=6))
def test_total_less_shown_cells_leaves_every_hidden_cell_a_range_of_at_least_the_threshold(pairs):
    *lines, total = protect(counts(*pairs), EXACT, tables=[["area"]]).to_pylist()
    hidden = [line for line in lines if line["state"] == "hidden"]
    if not hidden or total["state"] == "hidden":
        return
    assert len(hidden) >= 2
    for part in (lambda line: line["reoffenders"], lambda line: line["offenders"] - line["reoffenders"]):
        left = part(total) - sum(part(line) for line in lines if line["state"] == "shown")
        # each hidden cell may hold anything from nobody to all that is left
        assert left >= 10


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=1, max_size=3))
def test_an_attacker_who_tries_every_table_finds_at_least_two_values_for_each_hidden_cell(pairs):
    settings = Settings(threshold=3, rate_hidden_under=3, rounding=1)
    rows = [(yes + no, yes) for yes, no in pairs]
    *lines, total = protect(counts(*rows), settings, tables=[["area"]]).to_pylist()
    hidden = [number for number, line in enumerate(lines) if line["state"] == "hidden"]
    if not hidden or total["state"] == "hidden":
        return
    left = total["reoffenders"] - sum(line["reoffenders"] for line in lines if line["state"] == "shown")
    possible = [values for values in itertools.product(range(left + 1), repeat=len(hidden)) if sum(values) == left]
    for number in range(len(hidden)):
        assert len({values[number] for values in possible}) > 3


def test_a_cell_that_an_edition_long_ago_showed_protects_nobody_by_being_hidden_now():
    cells = counts((400, 3), (100, 40), (200, 90))
    shown = {("2013Q1", "A2"): (90, 110, 0), ("2013Q1", "total"): (133, 567, 0)}
    protected = protect(cells, EXACT, tables=[["area"]], earlier=Earlier(shown))
    assert states(protected) == ["hidden", "hidden", "shown", "shown"]
    with pytest.raises(NotProved, match="A0"):
        protect(cells, EXACT, tables=[["area"]], earlier=Earlier(shown, once={("2013Q1", "A1"): (40, 60, 0)}))
