"""S27: attacks on what is released, by a reader with a solver of linear programmes; nothing small is found.

Written apart from the code that protects: the reader has the published lines alone, adds up by the labels, and asks for
the least and the most that every hidden count can be.
"""

from itertools import product

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from concerted.analytics.disclosure import Earlier, NotProved, Settings, protect

pytestmark = pytest.mark.slow

THRESHOLD = 10
YEAR = {"2025": ["Q1", "Q2"]}
EXACT = Settings(rounding=1)
FEW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


def table(counts, areas, sexes, quarters):
    rows = [
        {"area": a, "sex": s, "quarter": q, "offenders": n + r, "reoffenders": r, "reoffences": 2 * r}
        for (q, a, s), (r, n) in zip(product(quarters, areas, sexes), counts, strict=False)
    ]
    return pa.Table.from_pylist([{**row, "provisional": False} for row in rows])


SIZE = st.one_of(st.integers(0, 12), st.integers(0, 400))


@st.composite
def tables(draw, areas=("A", "B", "C"), sexes=("M", "F", "-"), quarters=("Q1", "Q2")):
    number = len(areas) * len(sexes) * len(quarters)
    counts = draw(st.lists(st.tuples(SIZE, SIZE), min_size=number, max_size=number))
    return table(counts, areas, sexes, quarters)


CHOSEN = [[["area"]], [["area"], ["sex"]], [["area", "sex"]]]


class Reader:
    """What somebody knows who has the published lines, and how they add."""

    def __init__(self, lines, cells, rounding):
        self.atoms = [(r["area"], r["sex"], r["quarter"]) for r in cells.to_pylist()]
        self.truth = {
            "reoffenders": [r["reoffenders"] for r in cells.to_pylist()],
            "others": [r["offenders"] - r["reoffenders"] for r in cells.to_pylist()],
        }
        self.lines, self.half = lines, (rounding - 1) / 2 if rounding % 2 else rounding / 2

    def part(self, line):
        """Which atoms a line is the sum of."""
        return np.array(
            [
                float(
                    line.get("area", "total") in (a, "total")
                    and line.get("sex", "total") in (s, "total")
                    and (line["quarter"] == q or q in YEAR.get(line["quarter"], ()))
                )
                for a, s, q in self.atoms
            ]
        )

    def bounds(self):
        """Rows, lowest and highest over (reoffended, others): from counts with their rounding."""
        rows, low, high = [], [], []
        for line in self.lines:
            if line["state"] == "shown":
                inside = self.part(line)
                for both, name in ((inside, "offenders"), (0 * inside, "reoffenders")):
                    rows.append(np.concatenate([inside, both]))
                    low.append(line[name] - self.half)
                    high.append(line[name] + self.half)
        return np.array(rows), np.array(low), np.array(high)

    def range_of(self, line, name):
        """The least and the most that a count of people of a line can be."""
        weights = np.zeros(2 * len(self.atoms))
        inside = self.part(line)
        if name in ("reoffenders", "offenders"):
            weights[: len(inside)] = inside
        if name in ("others", "offenders"):
            weights[len(inside) :] = inside
        rows, low, high = self.bounds()
        a = np.concatenate([rows, -rows]) if len(rows) else None
        b = np.concatenate([high, -low]) if len(rows) else None
        ends = []
        for sign in (1, -1):
            found = linprog(sign * weights, A_ub=a, b_ub=b, bounds=(0, None), method="highs")
            ends.append(np.inf if found.status == 3 else sign * found.fun)
        return ends

    def count(self, line, name):
        inside = self.part(line)
        both = [float(inside @ np.array(self.truth[n])) for n in ("reoffenders", "others")]
        return {"reoffenders": both[0], "others": both[1], "offenders": sum(both)}[name]


def attack(cells, chosen, setting):
    lines = protect(cells, setting, tables=chosen, years=YEAR).to_pylist()
    reader = Reader(lines, cells, setting.rounding)
    for line in lines:
        for name in ("offenders", "reoffenders", "others"):
            true = reader.count(line, name)
            if true < THRESHOLD:
                assert line["state"] == "hidden", line
                low, high = reader.range_of(line, name)
                assert low <= 1e-6, (line, name, true, low)
                assert high >= THRESHOLD - 1e-6, (line, name, true, high)
    return lines, reader


@pytest.mark.parametrize("chosen", CHOSEN, ids=str)
@pytest.mark.parametrize("setting", [EXACT, Settings()], ids=["unrounded", "rounded"])
@FEW
@given(cells=tables())
def test_no_hidden_count_of_people_can_be_told_from_nought_or_from_the_threshold(chosen, setting, cells):
    attack(cells, chosen, setting)


@FEW
@given(cells=tables())
def test_no_difference_of_two_shown_cells_one_within_the_other_is_small(cells):
    lines = [
        x for x in protect(cells, EXACT, tables=[["area", "sex"]], years=YEAR).to_pylist() if x["state"] == "shown"
    ]
    reader = Reader(lines, cells, 1)
    parts = [reader.part(line) for line in lines]
    for one, inner in zip(lines, parts, strict=True):
        for other, outer in zip(lines, parts, strict=True):
            if (inner <= outer).all() and inner.sum() < outer.sum():
                for name in ("reoffenders", "others"):
                    assert reader.count(other, name) - reader.count(one, name) >= THRESHOLD, (one, other)


@FEW
@given(cells=tables(sexes=("M", "F")))
def test_what_a_line_leaves_beside_its_shown_cells_is_never_small(cells):
    lines = protect(cells, EXACT, tables=[["area", "sex"]], years=YEAR).to_pylist()
    reader = Reader(lines, cells, 1)
    for name in ("area", "sex"):
        for whole in (x for x in lines if x[name] == "total" and x["state"] == "shown"):
            parts = [x for x in lines if x[name] != "total" and {**x, name: ""}.items() >= _at(whole, name)]
            hidden = [x for x in parts if x["state"] == "hidden"]
            for count in ("reoffenders", "others"):
                if hidden:
                    assert sum(reader.count(x, count) for x in hidden) >= THRESHOLD


def _at(line, name):
    return {n: line[n] for n in ("area", "sex", "quarter") if n != name}.items()


def test_three_tables_that_go_round_in_a_ring_are_looked_at_as_sums_of_their_full_cross():
    rng = np.random.default_rng(5)
    rows = [
        {"area": a, "sex": s, "age_band": g, "quarter": "Q1", "offenders": int(n + r), "reoffenders": int(r),
         "reoffences": int(r), "provisional": False}
        for a, s, g in product("ABC", "MF", ("18-20", "21+"))
        for r, n in [rng.integers(0, 60, 2)]
    ]  # fmt: skip
    cells = pa.Table.from_pylist(rows)
    chosen = [["area", "sex"], ["sex", "age_band"], ["area", "age_band"]]
    lines = protect(cells, EXACT, tables=chosen).to_pylist()
    names = ("area", "sex", "age_band")
    inside = [[float(all(x[n] in (r[n], "total") for n in names)) for r in rows] for x in lines]
    for count in ("reoffenders", "others"):
        truth = np.array(
            [r["reoffenders"] if count == "reoffenders" else r["offenders"] - r["reoffenders"] for r in rows]
        )
        told = np.array([p for p, x in zip(inside, lines, strict=True) if x["state"] == "shown"])
        for part, line in zip(np.array(inside), lines, strict=True):
            if part @ truth < THRESHOLD:
                assert line["state"] == "hidden"
                most = linprog(-part, A_eq=told, b_eq=told @ truth, bounds=(0, None))
                least = linprog(part, A_eq=told, b_eq=told @ truth, bounds=(0, None))
                assert least.fun <= 1e-6 and (most.status == 3 or -most.fun >= THRESHOLD - 1e-6)


def editions(first, second, chosen):
    """The lines of both editions, and the exact counts behind the first."""
    one = protect(first, EXACT, tables=chosen, years=YEAR).to_pylist()
    order = [n for n in one[0] if n in ("area", "sex", "quarter")]
    shown = {
        tuple(x[n] for n in order): (x["reoffenders"], x["offenders"] - x["reoffenders"], x["reoffences"])
        for x in one
        if x["state"] == "shown"
    }
    two = protect(second, EXACT, tables=chosen, years=YEAR, earlier=Earlier(shown)).to_pylist()
    return one, two


@st.composite
def corrected(draw):
    """A table and the same after late news: cells that gain or lose people, few or many."""
    first = draw(tables(areas=("A", "B", "C"), sexes=("M", "F")))
    rows = first.to_pylist()
    step = st.one_of(st.just(0), st.integers(-9, 9), st.integers(-60, 60))
    for row in rows:
        r = max(0, row["reoffenders"] + draw(step))
        row["offenders"] = r + max(0, row["offenders"] - row["reoffenders"] + draw(step))
        row["reoffenders"], row["reoffences"] = r, 2 * r
    return first, pa.Table.from_pylist(rows)


@FEW
@given(pair=corrected(), chosen=st.sampled_from(CHOSEN))
def test_two_editions_side_by_side_show_no_move_of_few_people(pair, chosen):
    try:
        one, two = editions(*pair, chosen)
    except NotProved:
        return
    before, reader = Reader(one, pair[0], 1), Reader(two, pair[1], 1)
    for earlier, later in zip(one, two, strict=True):
        if later["state"] == "shown":
            assert earlier["state"] == "shown", "a cell that was hidden stays hidden"
            for name in ("reoffenders", "others"):
                published = [x["reoffenders"] if name == "reoffenders" else x["offenders"] - x["reoffenders"]
                             for x in (earlier, later)]  # fmt: skip
                moved = reader.count(later, name) - before.count(earlier, name)
                said = published[1] - published[0]
                assert said == 0 or (said == moved and abs(said) >= THRESHOLD)
        if later["state"] == "hidden" and reader.count(later, "reoffenders") < THRESHOLD:
            low, high = _with_both(reader, before, one, two).range_of(later, "reoffenders")
            assert low <= 1e-6 and high >= THRESHOLD - 1e-6


def _with_both(reader, before, one, two):
    """A reader who takes every cell of the first edition that has moved little to be as it was."""
    still = []
    for earlier, later in zip(one, two, strict=True):
        if earlier["state"] == "shown":
            moved = [abs(reader.count(later, n) - before.count(earlier, n)) for n in ("reoffenders", "others")]
            if max(moved) < THRESHOLD or later["state"] == "shown":
                now = reader.count(later, "reoffenders")
                still.append(
                    {**later, "state": "shown", "reoffenders": now, "offenders": reader.count(later, "offenders")}
                )
    both = Reader(still, pa.Table.from_pylist([]), 1)
    both.atoms, both.truth = reader.atoms, reader.truth
    return both


@FEW
@given(pair=corrected())
def test_what_moved_in_a_line_of_two_editions_leaves_no_small_rest(pair):
    try:
        one, two = editions(*pair, [["area", "sex"]])
    except NotProved:
        return
    for name in ("area", "sex"):
        for at, whole in enumerate(two):
            if whole[name] != "total" or whole["state"] != "shown":
                continue
            parts = [i for i, x in enumerate(two) if x[name] != "total" and {**x, name: ""}.items() >= _at(whole, name)]
            for count in ("reoffenders",):
                step = {i: (two[i][count] - one[i][count]) if two[i]["state"] == "shown" else 0 for i in [at, *parts]}
                rest = step[at] - sum(step[i] for i in parts)
                assert rest == 0 or abs(rest) >= THRESHOLD
