"""What is hidden: no count under ten can be read, or worked out from what the page shows along any line."""

from hypothesis import given, settings
from hypothesis import strategies as st

from concerted.insight.queries.few import Counted, added, hidden
from concerted.insight.tests.rows import EIGHT, run_of, write_cells, write_repeats

MANY = Counted(100, 30)


def test_nothing_is_hidden_where_everybody_is_many():
    assert hidden({("M",): MANY, ("F",): MANY}) == frozenset()


def test_beside_a_small_cell_the_smallest_other_one_is_hidden_too():
    cells = {("M",): MANY, ("F",): Counted(90, 30), ("-",): Counted(12, 3)}
    assert hidden(cells) == {("-",), ("F",)}


def test_a_total_that_is_small_takes_a_part_with_it():
    assert hidden({(): Counted(12, 3)}) == {()}
    away = hidden({("M",): Counted(9, 2), ("F",): Counted(5, 1)})
    assert away == {("",), ("M",), ("F",)}


def test_a_cell_in_which_nobody_is_does_not_hide_others():
    assert hidden({("M",): MANY, ("F",): Counted(0, 0)}) == frozenset()


counts = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda two: Counted(sum(two), two[0]))
tables = st.lists(counts, min_size=12, max_size=12).map(
    lambda cells: {(area, sex): cell for (area, sex), cell in zip(
        [(a, s) for a in "ABCD" for s in "MF-"], cells, strict=True)}
)  # fmt: skip


@settings(deadline=None)
@given(tables)
def test_no_line_gives_away_a_small_count(cells):
    away = hidden(cells)
    for place, labels in ((0, "MF-"), (1, "ABCD")):
        for label in labels:
            line = {key: cell for key, cell in cells.items() if key[1 - place] == label and cell.people}
            total = ("", label) if place == 0 else (label, "")
            gone = [cell for key, cell in line.items() if key in away]
            assert all(not cell.small for key, cell in line.items() if key not in away)
            if total not in away and gone:
                assert len(gone) == len(line) or (len(gone) > 1 and not added(gone).small)
            if total in away and line:
                assert gone


def test_a_quarter_of_few_people_leaves_only_years_that_share_no_quarter(county, client_for):
    run = run_of("local-adult")
    for quarter in EIGHT:
        write_cells(run, quarter, {("", "25-34", "M"): (100, 30 if quarter != "2025Q2" else 3)})
    for quarter in EIGHT[3:]:
        write_repeats(run, quarter, [(4, 0, 50), (4, 2, 50)], sex="M")
    client = client_for("analyst")
    text = client.get("/reoffending?sex=M").content.decode()
    assert "93 of 400" in text
    assert "Only the newest year and the one before it are shown" in text
    assert 'value="2025-12-31"' in text
    assert 'value="2025-09-30"' not in text
    assert client.get("/reoffending/table.csv?sex=M").status_code == 404
    assert "Nothing to show for this choice" in client.get("/reoffending/unusual?sex=M").content.decode()


def test_women_are_hidden_with_the_few_whose_sex_is_not_known(county, client_for):
    run = run_of("local-adult")
    for quarter in EIGHT:
        cells = {("", "25-34", "M"): (100, 30), ("", "25-34", "F"): (60, 12), ("", "25-34", "-"): (3, 1)}
        write_cells(run, quarter, cells)
    for sex in ("", "M", "F", "-"):
        write_repeats(run, "2025Q4", [(4, 0, 10 // 2), (4, 2, 10 // 2)], sex=sex)
    client = client_for("analyst")
    assert "120 of 400" in client.get("/reoffending?sex=M").content.decode()
    for sex in ("F", "-"):
        text = client.get(f"/reoffending?sex={sex}").content.decode()
        assert "Hidden" in text
        assert " of 240" not in text
        assert client.get(f"/reoffending/table.csv?sex={sex}").status_code == 404


def test_nobody_and_few_are_answered_in_the_same_words(county, client_for):
    run = run_of("local-adult")
    for quarter in EIGHT:
        write_cells(run, quarter, {("", "25-34", "M"): (100, 30), ("", "25-34", "F"): (3, 1)})
    client = client_for("analyst")
    answers = [client.get(f"/reoffending?sex={sex}").content.decode() for sex in ("F", "-")]
    for text in answers:
        assert "Fewer than 10 people or nobody" in text
