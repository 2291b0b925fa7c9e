"""The file to mend: in the form it was sent, safe in a spreadsheet, and equal to what was sent when it comes back."""

import io
from dataclasses import replace

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from concerted.exchange.checking import check, group_faults
from concerted.exchange.checking.faults import FAULTS
from concerted.exchange.quarantine import cells_to_keep, mend_in_bulk, table_of_kept, write_rows_to_mend
from concerted.exchange.reading.shielding import shield, unshield

GOOD = "X1,02/03/1990,Colchester,suspect,01/03/2027 14:30,05/01/2026,05/01/2028,12.5,3,yes,fine"
TEXTS = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=12),
    st.sampled_from(
        ["=1+1", "+44", "-0.5", "@x", "'=1", "''-2", " =a", "\t=", "_x0041_", 'a"b', "a,b", "a\nb", "''", "＝1"]
    ),
)
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def all_at_fault(sent):
    """Return a fault for every row, so that the whole table is written."""
    rows = sent.table["row"].to_pylist()
    parts = {"row": rows} | {name: ["x"] * len(rows) for name in FAULTS.names[1:]}
    return pa.table(parts, schema=FAULTS)


def test_the_file_has_the_columns_as_sent_and_three_more(desk):
    sent = desk.rows(GOOD, GOOD.replace("X1", "X2").replace("Colchester", "Colchestr "))
    lines = write_rows_to_mend(sent, check(sent, desk.feed, desk.limits).faults).decode().splitlines()
    assert lines == [
        "crn,born_on,district,role,seen_at,sentenced_on,order_ends_on,score,visits,agreed,note,"
        "what is wrong,how to mend,row first sent",
        "X2,02/03/1990,Colchestr ,suspect,01/03/2027 14:30,05/01/2026,05/01/2028,12.5,3,yes,fine,"
        "district: Looks like Colchester (and a space at the end),district: Use Colchester,3",
    ]


def test_rows_that_are_never_loaded_are_not_sent_back(desk):
    sent = desk.rows(GOOD.replace("suspect", "victim"), GOOD.replace("X1", "X2").replace("yes", "?"))
    text = write_rows_to_mend(sent, check(sent, desk.feed, desk.limits).faults).decode()
    assert "X2" in text and "X1" not in text


def test_separator_and_encoding_are_as_sent(desk):
    latin = desk.changed(encodings=("latin-1",), delimiter=";", date_formats=("%d.%m.%Y",))
    head = ";".join(latin.feed.names)
    sent = latin.read(f"{head}\nX1;31.02.1990;;suspect;;;;;;;Zoë\n".encode("latin-1"))
    written = write_rows_to_mend(sent, check(sent, latin.feed, latin.limits).faults)
    assert b";Zo\xeb;" in written
    assert latin.read(written).table.equals(sent.table)


def test_a_mended_file_loads(desk):
    sent = desk.rows(GOOD, GOOD.replace("X1", "X2").replace("Colchester", "Nowhere"))
    written = write_rows_to_mend(sent, check(sent, desk.feed, desk.limits).faults)
    again = check(desk.read(written.replace(b"Nowhere", b"Basildon")), desk.feed, desk.limits)
    assert again.good["crn"].to_pylist() == ["X2"]
    assert again.good["district"].to_pylist() == ["E07000066"]


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=5))
def test_a_csv_read_back_equals_what_was_sent(desk, rows):
    sent = sent_with(desk, rows)
    back = desk.read(write_rows_to_mend(sent, all_at_fault(sent)))
    assert back.table.drop_columns("row").to_pylist() == sent.table.drop_columns("row").to_pylist()
    assert "what is wrong" not in back.headings.values()


@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=5))
def test_a_workbook_read_back_equals_what_was_sent(desk, rows):
    sent = replace(sent_with(desk, rows), form="xlsx", sheet="Caseload")
    back = desk.read(write_rows_to_mend(sent, all_at_fault(sent)), "caseload.xlsx")
    assert back.table.drop_columns("row").to_pylist() == sent.table.drop_columns("row").to_pylist()


def sent_with(desk, rows):
    sent = desk.rows(*[GOOD] * len(rows))
    table = sent.table.set_column(1, "crn", pa.array([first for first, _ in rows]))
    return replace(sent, table=table.set_column(11, "note", pa.array([last for _, last in rows])))


@given(st.lists(TEXTS))
def test_the_shield_comes_off_without_a_trace_and_no_shielded_cell_runs(texts):
    column = pa.chunked_array([pa.array(texts, pa.string())])
    shielded = shield(column)
    assert unshield(shielded).to_pylist() == texts
    assert not any(text.startswith(DANGEROUS) or text.strip(" ").startswith(DANGEROUS) for text in shielded.to_pylist())


def test_a_formula_stays_text_in_a_workbook(desk, workbook):
    sent = desk.read(workbook(["X1", None, None, "suspect"], H2="=B2*1.1"), "caseload.xlsx")
    written = write_rows_to_mend(sent, check(sent, desk.feed, desk.limits).faults)
    cell = load_workbook(io.BytesIO(written))["Sheet1"]["H2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=B2*1.1", "s", True)
    assert desk.read(written, "caseload.xlsx").table["score"].to_pylist() == ["=B2*1.1"]


def test_parquet_goes_back_as_parquet(desk):
    sink = io.BytesIO()
    pq.write_table(desk.rows(GOOD.replace("yes", "?")).table.drop_columns("row"), sink)
    sent = desk.read(sink.getvalue(), "caseload.parquet")
    written = write_rows_to_mend(sent, check(sent, desk.feed, desk.limits).faults)
    assert desk.read(written, "caseload.parquet").table.equals(sent.table)


def test_a_bulk_mend_reaches_the_rows_that_it_names_and_no_other(desk):
    rows = [GOOD.replace("X1", f"X{n}").replace("Colchester", "Colchestr " if n < 6 else "Nowhere") for n in range(8)]
    sent = desk.rows(*rows)
    faults = check(sent, desk.feed, desk.limits).faults
    bulk = next(bulk for group in group_faults(faults, desk.feed) for bulk in group.bulk)
    mended = replace(sent, table=mend_in_bulk(sent.table, faults, bulk))
    assert mended.table["district"].to_pylist() == ["Colchester"] * 6 + ["Nowhere"] * 2
    assert check(mended, desk.feed, desk.limits).good.num_rows == bulk.rows == 6


@pytest.mark.parametrize("text", ["plain", "\0", "a\\0b", "\\", "\\\\0\0", ""])
def test_rows_are_kept_without_nul_and_come_back_whole(desk, text):
    sent = desk.rows(GOOD)
    sent = replace(sent, table=sent.table.set_column(11, "note", pa.array([text])))
    kept = list(cells_to_keep(sent, all_at_fault(sent)))
    assert all("\0" not in cell for _, cells in kept for cell in cells.values())
    assert table_of_kept(kept, sent.headings).equals(sent.table)


def test_a_heading_that_a_spreadsheet_might_run_is_shielded_too(desk):
    head = ",".join(desk.feed.names)
    sent = desk.read(f"{head},=cmd()\n{GOOD.replace('yes', '?')},x\n")
    written = write_rows_to_mend(sent, all_at_fault(sent))
    assert b",'=cmd()," in written
    assert desk.read(written).table.equals(sent.table)
    book = load_workbook(io.BytesIO(write_rows_to_mend(replace(sent, form="xlsx", sheet="A"), all_at_fault(sent))))
    assert all(cell.data_type == "s" for cell in book["A"][1])
