"""Bad input, through the command: what cannot be read is refused with file, column, row and how to mend it."""

from datetime import date, timedelta

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from concerted.analytics.engines.tests.tables import events_table, persons_table
from concerted.analytics.engines.text_file import LONGEST_ROW
from concerted.cli.main import run
from concerted.cli.tests.conftest import EVENTS, FINE, HEADER, PERSONS, lines


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        (
            "events",
            lines(FINE, FINE.replace("2012-01-05", "1/2/2013")),
            "events.csv, column offence_on, row 3: '1/2/2013' is not a date; write it as 2013-11-29 (year-month-day).",
        ),
        ("events", lines("1,20120105,00100,,,,A"), "column offence_on, row 2: '20120105' is not a date"),
        ("events", lines("1,2012-02-30,00100,,,,A"), "column offence_on, row 2: '2012-02-30' is not a date"),
        (
            "events",
            lines("1,0012-01-05,00100,,,,A"),
            "column offence_on, row 2: '0012-01-05' lies before 1900 or after 2199; leave the cell empty when",
        ),
        (
            "events",
            lines(FINE.replace("fine,2012-02-10", "custody,9999-12-31")),
            "column start_on, row 2: '9999-12-31' lies before 1900 or after 2199",
        ),
        (
            "events",
            lines(FINE, ",2012-01-05,00100,,,,A"),
            "column person_id, row 3: the cell is empty; it must be filled.",
        ),
        ("persons", "person_id,born_on,sex\n1,-5,M\n", "persons.csv, column born_on, row 2: '-5' is not a date"),
        (
            "persons",
            "person_id,born_on,sex\n1,,male\n",
            "column sex, row 2: 'male' is not M or F; leave it empty or write U when it is not known.",
        ),
        (
            "persons",
            PERSONS + "2,,F\n",
            "persons.csv, column person_id, rows 3 and 5: '2' stands there more than once; keep one row a person.",
        ),
        ("persons", PERSONS + " 2 ,,F\n", "rows 3 and 5: '2' stands there more than once"),
        ("events", "", "events.csv is empty."),
        ("events", lines(FINE)[:-28], "row 2 has 4 columns and not 7: '1,2012-01-05,00100,2'. Is the file cut off?"),
        (
            "events",
            lines(FINE, FINE).encode()[:-3] + "ü".encode()[:1],
            "row 3 has 6 columns and not 7. Is the file cut off?",
        ),
        (
            "events",
            lines(FINE, FINE.replace("fine", "café")).encode("latin-1"),
            "events.csv, column disposal, row 3: the text is not UTF-8; save the file as CSV (UTF-8).",
        ),
        ("events", lines(FINE).encode("utf-16"), "row 1 is not the header of a CSV file in UTF-8"),
        ("events", lines(FINE, FINE + ",B"), "row 3 has 8 columns and not 7"),
        (
            "events",
            lines(FINE, header=HEADER.replace("area", "district")),
            "events.csv has no column area; events need person_id, offence_on,",
        ),
        (
            "events",
            lines(FINE + ",B", header=HEADER + ",area"),
            "events.csv has more than one column area; keep one of each.",
        ),
        (
            "events",
            lines(FINE).replace(",", ";"),
            "events.csv separates its columns by semicolons; save it as CSV with commas.",
        ),
        ("events", lines(FINE).replace(",", "\t"), "events.csv separates its columns by tabs"),
        ("events", "x" * 500 + ",y" * 500 + "\n", "and the file has " + "x" * 60 + "…, y, y,"),
        ("events", b"\x1f\x8b\x08\x00rubbish", "events.csv is compressed; unpack it first."),
        ("events", b"PK\x03\x04rubbish", "events.csv is a workbook or an archive"),
        ("events", b"\xd0\xcf\x11\xe0rubbish", "events.csv is a workbook of the old kind"),
        ("events", b"\x00" * 300_000, "row 1 is not the header of a CSV file"),
        (
            "events",
            lines(FINE, f"{FINE}{'x' * 500}"),
            "column area, row 3: 'A" + "x" * 59 + "…' has a line break or over 200 characters",
        ),
        (
            "events",
            lines(FINE, f"{FINE}{'x' * (3 * LONGEST_ROW)}", FINE),
            f"events.csv has a row of more than {LONGEST_ROW:,} bytes, not before row 3: is a quotation mark missing?",
        ),
        (
            "events",
            lines(FINE, FINE.replace(",A", ',"A'), FINE, FINE),
            "10,A\\n1,2012-01-…' has a line break or over 200 characters; is a quotation mark missing?",
        ),
        ("events", lines(FINE, FINE.replace("fine", '"fine'), FINE), "row 3 has 5 columns and not 7"),
    ],
)
def test_what_cannot_be_read_is_refused_with_file_column_and_row(measured, name, content, said):
    code, out, err = measured(**{name: content})
    assert (code, out) == (2, "")
    assert err.startswith(f"concerted measure: {name}.csv")
    assert said in err
    assert len(err) < 2000


@pytest.fixture
def parquet(tmp_path):
    day = date(2012, 1, 5)
    rows = [
        {"person_id": n, "offence_on": day + timedelta(n % 300), "proven_on": day + timedelta(n % 300), "area": "A"}
        for n in range(5000)
    ]
    pq.write_table(events_table(rows), tmp_path / "sent.parquet")
    pq.write_table(persons_table([{"person_id": 1}]), tmp_path / "people.parquet")
    return tmp_path / "sent.parquet"


def of_parquet(path, capsys):
    code = run(
        ["measure", "proven", "--json", "--events", str(path), "--persons", str(path.with_name("people.parquet"))]
    )
    return code, *capsys.readouterr()


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_parquet_file_cut_in_the_middle_is_refused(parquet, capsys, share):
    content = parquet.read_bytes()
    parquet.write_bytes(content[: int(share * len(content))])
    code, out, err = of_parquet(parquet, capsys)
    assert (code, out) == (2, "")
    assert err == (
        "concerted measure: sent.parquet begins as a Parquet file but is damaged or cut off; send it again.\n"
    )


def test_a_parquet_file_with_a_damaged_middle_is_refused(parquet, capsys):
    content = bytearray(parquet.read_bytes())
    content[200:4000] = b"\xff" * 3800
    parquet.write_bytes(bytes(content))
    code, out, err = of_parquet(parquet, capsys)
    assert (code, out) == (2, "")
    assert "sent.parquet" in err
    assert "damaged" in err


@pytest.mark.parametrize(
    ("column", "values", "said"),
    [
        ("person_id", pa.array([1.5]), "column person_id, row 1: '1.5' is not an id; give whole numbers or text."),
        ("offence_on", pa.array([20120105]), "column offence_on, row 1: '20120105' is not a date"),
        ("area", pa.array([[1]]), "column area, row 1: '[1]' is not text."),
    ],
)
def test_a_parquet_column_of_another_type_is_refused(parquet, capsys, column, values, said):
    table = events_table([{"person_id": 1}])
    number = table.column_names.index(column)
    pq.write_table(table.set_column(number, column, values), parquet)
    code, _, err = of_parquet(parquet, capsys)
    assert code == 2
    assert said in err


def test_a_csv_that_calls_itself_parquet_and_a_folder_are_refused(measured, tmp_path, capsys):
    (tmp_path / "events.parquet").write_text(EVENTS, "utf-8")
    for path, said in ((tmp_path / "events.parquet", "is not a Parquet file"), (tmp_path, "Is a directory")):
        assert run(["measure", "proven", "--events", str(path), "--persons", str(path)]) == 2
        assert said in capsys.readouterr().err
