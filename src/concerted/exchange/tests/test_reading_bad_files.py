"""Files that cannot be read: the message says where and how to mend, and the process lives on."""

import gzip
import io
import zipfile
from dataclasses import replace

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from concerted.exchange.reading import MOST, read_file
from concerted.kernel.errors import BadFile

HEADER = "crn,born_on,district,role,seen_at,sentenced_on,order_ends_on,score,visits,agreed,note"


def refusal(desk, data, name="caseload.csv"):
    with pytest.raises(BadFile) as caught:
        desk.read(data, name)
    return str(caught.value)


def test_a_pdf_named_csv_is_recognised(desk):
    assert refusal(desk, b"%PDF-1.7 ...") == (
        "This is a PDF document, although its name ends in .csv. Send a CSV, XLSX or Parquet file."
    )


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"\x89PNG\r\n", "a picture (PNG)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an old Excel workbook (.xls) or one with a password"),
        (b"<!DOCTYPE html><html>", "a web page or XML"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>", "a web page or XML"),
    ],
)
def test_other_kinds_of_file_are_named(desk, start, kind):
    assert refusal(desk, start + b" " * 40).startswith(f"This is {kind}, although")


def test_an_empty_file_is_said_to_be_empty(desk):
    assert refusal(desk, b"") == "This file is empty. Export it again and look inside before sending."


def test_a_header_alone_is_a_file_without_rows(desk):
    assert desk.read(HEADER).rows == 0


def test_a_file_of_a_gigabyte_is_refused_before_it_is_read(desk):
    path = desk.folder / "caseload.csv"
    with path.open("wb") as file:
        file.truncate(1024**3)
    with pytest.raises(BadFile) as caught:
        read_file(path, desk.feed)
    assert str(caught.value) == (
        "This file is 1.0 GB. Concerted reads files of up to 512 MB. "
        "Send it in parts, for example one for each quarter."
    )


def test_missing_columns_are_named_with_what_may_be_meant(desk):
    assert refusal(desk, HEADER.replace("district,", "distrikt,").replace(",note", "") + "\n") == (
        "2 columns are missing: district (is it 'distrikt'?), note. Add them to the first row; a column that is not "
        "known may be left empty below."
    )


def test_one_missing_column_is_named(desk):
    assert refusal(desk, HEADER.replace("crn,", "") + "\n").startswith(
        "A column is missing: crn. Add it to the first row"
    )


def test_a_doubled_column_is_named_with_its_places(desk):
    assert refusal(desk, HEADER.replace("visits", "role") + "\n") == (
        "The column role is there twice (columns D and I). Delete or rename one of them."
    )


def test_a_file_without_header_is_told_what_the_first_row_holds(desk):
    assert refusal(desk, "X1,2,3\nX2,3,4\n").startswith(
        "No column of Probation caseload is in the first row. "
        "The first row must hold the names of the columns: crn, born_on"
    )


def test_too_many_columns_are_refused(desk):
    more = ",".join(f"x{number}" for number in range(300))
    assert refusal(desk, f"{HEADER},{more}\n").startswith("This file has 311 columns; Probation caseload has 11")


def test_another_separator_is_recognised(desk, good_file):
    assert refusal(desk, good_file.replace(",", ";")) == (
        "The cells of this file are separated by semicolons; Probation caseload expects commas. "
        "Export it again with that separator."
    )


def test_mixed_encodings_name_the_row_of_each(desk, good_file):
    rows = good_file.encode() + "X2,,,suspect,,,,,,,José\n".encode() + "X3,,,suspect,,,,,,,Zoë\n".encode("latin-1")
    assert refusal(desk, rows) == (
        "Two encodings are mixed: row 4 is Windows-1252, other rows are UTF-8. "
        "Save the whole file in one, best as 'CSV UTF-8'."
    )


def test_mixed_encodings_are_found_in_a_latin_1_feed_too(desk, good_file):
    latin = desk.changed(encodings=("latin-1",))
    rows = good_file.encode() + "X2,,,suspect,,,,,,,José\n".encode() + "X3,,,suspect,,,,,,,Zoë\n".encode("latin-1")
    assert refusal(latin, rows).startswith("Two encodings are mixed: row 3 is UTF-8, row 4 is Windows-1252.")


def test_a_file_in_windows_1252_where_utf_8_is_expected_names_the_row(desk, good_file):
    rows = good_file.encode() + "X2,,,suspect,,,,,,,José\n".encode("cp1252")
    assert refusal(desk, rows) == (
        "Row 3 is not UTF-8; the file looks like Windows-1252. In Excel choose 'Save as', 'CSV UTF-8', and send that."
    )


def test_utf_16_is_recognised(desk, good_file):
    assert "saved as UTF-16" in refusal(desk, good_file.encode("utf-16"))


def test_nul_bytes_in_the_header_are_a_damaged_file(desk, good_file):
    assert refusal(desk, good_file.replace("district", "dist\0rict")).startswith("The first row holds NUL characters")


def test_a_file_cut_in_the_middle_of_a_row_is_refused_whole(desk, good_file):
    assert refusal(desk, good_file + "X2,02/03/1990,Colch") == (
        "This file stops in the middle of row 3: it was cut on its way. Send the whole file again."
    )


def test_a_quotation_mark_that_is_never_closed_is_found(desk, good_file):
    text = good_file + 'X2,,,suspect,,,,,,,"open\nX3,,,suspect,,,,,,,fine\n'
    assert refusal(desk, text).startswith("A quotation mark that opens in row 3 is never closed")


def test_a_lone_mark_for_inches_is_no_open_quotation(desk, good_file):
    sent = desk.read(good_file + 'X2,,,suspect,,,,,,,5" pipe\n')
    assert sent.table["note"].to_pylist() == ["fine", '5" pipe']


def test_a_gzip_bomb_stops_at_the_limit(desk):
    path = desk.file(gzip.compress(b"0" * 30_000_000), "caseload.csv.gz")
    with pytest.raises(BadFile, match="Unpacked, this file grows past 1 MB. That is no honest table"):
        read_file(path, desk.feed, replace(MOST, unpacked_bytes=1024 * 1024))


def test_a_gzip_file_cut_in_the_middle_is_refused(desk, good_file):
    packed = gzip.compress((good_file * 50).encode())
    assert refusal(desk, packed[:-20], "caseload.csv.gz").startswith("This packed file (.gz) stops in the middle")


def package(**parts):
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return sink.getvalue()


def test_a_zip_bomb_in_a_workbook_stops_at_the_limit(desk):
    bomb = package(xl__workbook_xml=b"<workbook/>", xl__worksheets__sheet1_xml=b"0" * 60_000_000)
    assert len(bomb) < 100_000
    message = refusal(desk, bomb, "caseload.xlsx")
    assert message.startswith("Unpacked, this workbook grows past") and "that is no honest table" in message


def test_a_zip_bomb_that_lies_about_its_size_stops_too(desk):
    bomb = bytearray(package(xl__workbook_xml=b"<workbook/>", xl__worksheets__sheet1_xml=b"0" * 60_000_000))
    size = (60_000_000).to_bytes(4, "little")
    lying = bytes(bomb).replace(size, (100).to_bytes(4, "little"))
    assert lying != bytes(bomb)
    assert refusal(desk, lying, "caseload.xlsx").startswith("Unpacked, this workbook grows past")


def test_a_zip_of_other_files_is_no_workbook(desk):
    assert refusal(desk, package(readme="hello"), "caseload.xlsx") == (
        "This is a ZIP archive, not a workbook. Unpack it and send the CSV, XLSX or Parquet file."
    )


def test_xml_entities_in_a_workbook_are_not_opened(desk):
    trick = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaa">]><workbook>&a;</workbook>'
    assert refusal(desk, package(xl__workbook_xml=trick), "caseload.xlsx").startswith(
        "This workbook declares its own XML entities, which Excel never does. It is not opened."
    )


@pytest.mark.parametrize("share", [0.3, 0.7, 0.95])
def test_a_workbook_cut_in_the_middle_is_refused(desk, workbook, share):
    whole = workbook(["X1", None, "Colchester", "suspect"])
    assert refusal(desk, whole[: int(len(whole) * share)], "caseload.xlsx").startswith("This workbook cannot be opened")


def test_a_workbook_with_damaged_bytes_is_refused(desk, workbook):
    whole = bytearray(workbook(*[[f"X{n}", None, "Colchester", "suspect"] for n in range(50)]))
    with zipfile.ZipFile(io.BytesIO(bytes(whole))) as package:
        place = package.getinfo("xl/worksheets/sheet1.xml").header_offset + 120
    whole[place : place + 40] = b"\xff" * 40
    assert "workbook" in refusal(desk, bytes(whole), "caseload.xlsx")


def test_a_missing_sheet_is_named_with_those_that_are_there(desk, workbook):
    named = desk.changed(sheet="Caseload")
    assert refusal(named, workbook(sheet="Data", more=("Notes",)), "caseload.xlsx") == (
        "The workbook has no sheet Caseload. Its sheets are: Data, Notes. Rename the right one to Caseload."
    )


def test_a_damaged_parquet_file_is_refused(desk):
    assert refusal(desk, b"PAR1" + b"\0" * 60 + b"PAR1", "caseload.parquet") == (
        "This Parquet file is damaged or was cut on its way. Send it again."
    )


@pytest.mark.parametrize("place", ["XFD1048576", "XFD3", "ZZ200000"])
def test_a_cell_in_the_last_corner_of_a_sheet_does_not_fill_the_memory(desk, workbook, place):
    message = refusal(desk, workbook(["X1", None, None, "suspect"], **{place: "far"}), "caseload.xlsx")
    assert message.startswith("Cells of this sheet stand far outside any table")


@pytest.mark.parametrize("far", [b"r='XFD9'", b'r = "XFD9"', b'r=\n"xfd9"'])
def test_a_far_cell_is_found_however_it_is_written(desk, workbook, far):
    sink = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(["X1"]))) as whole, zipfile.ZipFile(sink, "w") as changed:
        for name in whole.namelist():
            part = whole.read(name)
            changed.writestr(name, part.replace(b'r="A2"', far) if "sheet1" in name else part)
    assert "far outside any table" in refusal(desk, sink.getvalue(), "caseload.xlsx")


def test_a_long_text_in_every_row_of_a_parquet_file_does_not_fill_the_memory(desk):
    names = desk.feed.names
    long = pa.DictionaryArray.from_arrays(pa.array([0] * 50_000, pa.int32()), pa.array(["x" * 20_000]))
    path = desk.folder / "caseload.parquet"
    pq.write_table(pa.table([long] * len(names), names=list(names)), path)
    assert path.stat().st_size < 1_000_000
    with pytest.raises(BadFile, match="Unpacked, the column crn grows past 512 MB: that is no honest table"):
        read_file(path, desk.feed)


def test_a_cell_longer_than_text_readers_take_does_not_stop_the_process(desk, good_file):
    sent = desk.read(good_file + "X2," + "x" * 300_000 + "\n")
    assert sent.ragged == {3: 2}


def test_more_formulas_than_anybody_can_mend_are_refused_at_once(desk, workbook, monkeypatch):
    monkeypatch.setattr("concerted.exchange.reading.packages._MOST_MARKED", 2)
    message = refusal(desk, workbook(["X1"], A2="=B1", B2="=B1", C2="=B1"), "caseload.xlsx")
    assert message == "This sheet holds more than 2 formulas. Copy it and paste the values alone, then send that."


def test_entities_are_found_in_whatever_part_they_stand(desk):
    trick = package(xl__workbook_xml=b"<workbook/>", picture__png=b"<!DOCTYPE x><worksheet/>")
    assert "declares its own XML entities" in refusal(desk, trick, "caseload.xlsx")


def test_a_panic_of_the_workbook_reader_does_not_end_the_process(desk, workbook, monkeypatch):
    class PanicException(BaseException):
        """As the reader's Rust raises it."""

    def panic(path):
        raise PanicException(path)

    data = workbook(["X1"])
    monkeypatch.setattr("concerted.exchange.reading.workbook.CalamineWorkbook.from_path", panic)
    assert refusal(desk, data, "caseload.xlsx").startswith("This workbook cannot be read.")
