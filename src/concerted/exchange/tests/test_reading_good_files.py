"""Files of every form become the same table of text, with the row numbers that a spreadsheet shows."""

import gzip
import io
from datetime import date, datetime

import pyarrow as pa
import pyarrow.parquet as pq

HEADER = "crn,born_on,district,role,seen_at,sentenced_on,order_ends_on,score,visits,agreed,note"


def test_rows_count_as_in_a_spreadsheet_with_blank_rows_and_line_breaks_in_cells(desk, good_file):
    sent = desk.read(good_file + '\nX2,,,suspect,,,,,,,"two\nlines"\n\n\nX3,,,suspect,,,,,,,x\n')
    assert sent.table["row"].to_pylist() == [2, 4, 7]
    assert sent.table["note"].to_pylist() == ["fine", "two\nlines", "x"]


def test_columns_in_another_order_are_recognised_by_name(desk, good_file):
    head, row = good_file.split("\n")[:2]
    turned = [",".join(reversed(line.split(","))) for line in (head, row)]
    sent = desk.read("\n".join(turned) + "\n")
    assert sent.table["crn"].to_pylist() == ["X1"]
    assert sent.notes == ("10 columns in another order: recognised by name",)


def test_headings_forgive_case_spaces_and_other_names(desk, good_file):
    sent = desk.read(good_file.replace("crn", "Case Ref", 1).replace("born_on", " Born On ", 1))
    assert sent.table["crn"].to_pylist() == ["X1"]
    assert sent.headings["crn"] == "Case Ref"


def test_columns_that_nobody_expects_are_kept_and_named_in_a_note(desk, good_file):
    head, row = good_file.split("\n")[:2]
    sent = desk.read(f"{head},Shoe size\n{row},44\n")
    assert sent.table["other_shoe_size"].to_pylist() == ["44"]
    assert sent.notes == ("Not expected and not loaded: Shoe size",)


def test_a_byte_order_mark_is_not_part_of_the_first_heading(desk, good_file):
    assert desk.read(b"\xef\xbb\xbf" + good_file.encode()).encoding == "utf-8-sig"


def test_latin_1_is_read_as_declared(desk, good_file):
    latin = desk.changed(encodings=("latin-1",), delimiter=";")
    sent = latin.read(good_file.replace(",", ";").replace("fine", "Zoë").encode("latin-1"))
    assert sent.table["note"].to_pylist() == ["Zoë"]
    assert sent.encoding == "latin-1"


def test_utf_8_from_a_latin_1_partner_is_noticed_and_read(desk, good_file):
    latin = desk.changed(encodings=("latin-1",))
    sent = latin.read(good_file.replace("fine", "Zoë"))
    assert sent.table["note"].to_pylist() == ["Zoë"]
    assert sent.notes == (
        "Written in UTF-8, although Probation caseload usually comes in another encoding: read as UTF-8",
    )


def test_a_packed_csv_is_read(desk, good_file):
    assert desk.read(gzip.compress(good_file.encode()), "caseload.csv.gz").rows == 1


def test_a_row_with_too_few_or_too_many_cells_is_kept_and_remembered(desk, good_file):
    sent = desk.read(good_file + "X2,,Colchester\nX3,,,suspect,,,,,,,a,b\nX4,,,suspect,,,,,,,ok\n")
    assert sent.ragged == {3: 3, 4: 12}
    assert sent.table["row"].to_pylist() == [2, 3, 4, 5]
    assert sent.table["note"].to_pylist() == ["fine", "", "a,b", "ok"]


def test_a_nul_inside_a_cell_does_not_stop_the_file(desk, good_file):
    assert desk.read(good_file.replace("fine", "fi\0ne")).table["note"].to_pylist() == ["fi\0ne"]


def test_a_workbook_gives_real_dates_as_iso_text_and_numbers_plainly(desk, workbook):
    row = [
        417902,
        date(1990, 3, 2),
        "Colchester",
        "suspect",
        datetime(2027, 3, 1, 14, 30),
        "05/01/2026",
        None,
        12.5,
        3,
        True,
    ]
    sent = desk.read(workbook(row), "caseload.xlsx")
    assert sent.form == "xlsx" and sent.sheet == "Sheet1"
    assert sent.table.to_pylist() == [
        {
            "row": 2,
            "crn": "417902",
            "born_on": "1990-03-02",
            "district": "Colchester",
            "role": "suspect",
            "seen_at": "2027-03-01 14:30:00",
            "sentenced_on": "05/01/2026",
            "order_ends_on": "",
            "score": "12.5",
            "visits": "3",
            "agreed": "yes",
            "note": "",
        }
    ]


def test_blank_rows_in_a_workbook_do_not_shift_row_numbers(desk, workbook):
    data = workbook(["X1", None, None, "suspect"], A5="X2", D5="suspect")
    assert desk.read(data, "caseload.xlsx").table["row"].to_pylist() == [2, 5]


def test_a_formula_in_a_workbook_shows_as_a_formula_and_not_as_its_value(desk, workbook):
    data = workbook(["X1", None, None, "suspect"], H2="=B2*1.1")
    assert desk.read(data, "caseload.xlsx").table["score"].to_pylist() == ["=B2*1.1"]


def test_a_spreadsheet_error_is_shown_and_does_not_vanish(desk, workbook):
    data = workbook(["X1", None, None, "suspect"], H2="#REF!")
    assert desk.read(data, "caseload.xlsx").table["score"].to_pylist() == ["#REF!"]


def test_the_right_sheet_of_several_is_read(desk, workbook):
    named = desk.changed(sheet="caseload")
    data = workbook(["X1", None, None, "suspect"], H2="=A1", sheet="Caseload", more=("Other",))
    sent = named.read(data, "caseload.xlsx")
    assert (sent.sheet, sent.table["score"].to_pylist()) == ("Caseload", ["=A1"])


def test_parquet_is_read_like_the_others(desk):
    names = HEADER.split(",")
    columns = {name: pa.array([None], pa.string()) for name in names}
    columns |= {
        "crn": pa.array(["X1"]).dictionary_encode(),
        "born_on": pa.array([date(1990, 3, 2)]),
        "seen_at": pa.array([datetime(2027, 3, 1, 14, 30)]),
        "score": pa.array([12.5]),
        "agreed": pa.array([True]),
        "role": pa.array(["suspect"]),
    }
    sink = io.BytesIO()
    pq.write_table(pa.table(columns), sink)
    (row,) = desk.read(sink.getvalue(), "caseload.parquet").table.to_pylist()
    assert (row["row"], row["crn"], row["born_on"], row["score"], row["agreed"]) == (
        2,
        "X1",
        "1990-03-02",
        "12.5",
        "yes",
    )
    assert row["seen_at"] == "2027-03-01 14:30:00"
    assert row["district"] == ""
