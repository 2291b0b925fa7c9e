"""An analyst's own files: what is refused names file, column and row; what is left out is counted with its rows."""

from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from concerted.analytics.engines import duckdb_shards
from concerted.analytics.engines.reading import read
from concerted.analytics.engines.tests.tables import events_table, persons_table
from concerted.analytics.measures.register import measure
from concerted.kernel.errors import BadFile

EVENTS = "person_id,offence_on,offence_code,proven_on,disposal,start_on,area"
PERSONS = "person_id,born_on,sex"
CASELOAD = "person_id,snapshot_on,area"
ONE_EVENT = "1,2012-01-05,00100,2012-02-10,fine,2012-02-10,E07000067"


@pytest.fixture
def files(tmp_path):
    """Write the three files from their lines and read them as a measure does."""

    def write_and_read(code="proven", *, events=(ONE_EVENT,), persons=("1,1990-01-01,M",), caseload=None, **options):
        texts = {"events": (EVENTS, events), "persons": (PERSONS, persons), "caseload": (CASELOAD, caseload)}
        paths = {"caseload": None}
        for name, (header, lines) in texts.items():
            if lines is not None:
                paths[name] = tmp_path / f"{name}.csv"
                content = lines if isinstance(lines, bytes) else "\n".join([header, *lines, ""]).encode()
                paths[name].write_bytes(content)
        folder = tmp_path / "work"
        folder.mkdir()
        return read(measure(code), folder=folder, **paths, **options)

    return write_and_read


def kept(reading, name):
    return pq.read_table(getattr(reading.extract, name)).to_pylist()


def found(reading):
    return {(one.table, one.reason.split(":")[0]): (one.rows, one.first_rows) for one in reading.left_out} | {
        (one.table, one.reason.split(":")[0]): (one.rows, one.first_rows) for one in reading.noticed
    }


@pytest.mark.parametrize(
    ("name", "lines", "message"),
    [
        ("events", ["1,1/2/2013,x,,,,"], "events.csv, column offence_on, row 2: '1/2/2013' is not a date; write it as"),
        ("events", [ONE_EVENT, "1,2013-02-30,x,,,,"], "events.csv, column offence_on, row 3: '2013-02-30'"),
        ("events", ["1,2013-2-3,x,,,,"], "column offence_on, row 2: '2013-2-3'"),
        ("events", [",2013-02-03,x,,,,"], "events.csv, column person_id, row 2: the cell is empty"),
        ("events", ["1,2013-02-03,x,2013-13-01,,,"], "column proven_on, row 2"),
        ("events", ["1,2013-02-03,x,,,soon,"], "column start_on, row 2: 'soon'"),
        ("events", ["1,2013-02-03"], "events.csv, row 2 has 2 columns and not 7: '1,2013-02-03'. Is the file cut off"),
        ("events", b"", "events.csv is empty"),
        ("events", b"person_id,offence_on\n1,2012-01-01\n", "events.csv has no column offence_code, proven_on"),
        ("events", (EVENTS + ",area\n").encode(), "events.csv has more than one column area"),
        ("events", (EVENTS + "\n" + ONE_EVENT + "\n1,2013-02-03,,,caf\xe9,,\n").encode("latin-1"), "disposal, row 3"),
        ("events", (EVENTS + "\n").encode("utf-16"), "row 1 is not the header of a CSV file in UTF-8"),
        (
            "events",
            (EVENTS + "\n" + ONE_EVENT + '\n1,2013-02-03,x,,,,"Mal').encode(),
            "row 3, the last: a quotation mark",
        ),
        ("events", b"PAR1 and no more", "begins as a Parquet file but is damaged or cut off"),
        ("events", b"PK\x03\x04", "is a workbook or an archive"),
        ("persons", ["1,1990-01-01,male"], "persons.csv, column sex, row 2: 'male' is not M or F"),
        ("persons", ["1,1990-01-01,M", "2,,", "1,,F"], "persons.csv, column person_id, rows 2 and 4: '1' stands there"),
        ("persons", ["1,-5,M"], "persons.csv, column born_on, row 2: '-5' is not a date"),
    ],
)
def test_a_wrong_file_is_refused_naming_file_column_and_row(files, name, lines, message):
    with pytest.raises(BadFile) as refused:
        files(**{name: lines})
    assert message in str(refused.value)


def test_many_wrong_cells_are_listed_up_to_ten_and_counted(files):
    with pytest.raises(BadFile) as refused:
        files(events=["1,yesterday,x,,,,"] * 25)
    lines = str(refused.value).splitlines()
    assert len(lines) == 11
    assert lines[-1] == "events.csv: 15 more cells are wrong."


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(BadFile, match="nowhere.csv cannot be opened: No such file"):
        read(
            measure("proven"),
            events=tmp_path / "nowhere.csv",
            persons=tmp_path / "nowhere.csv",
            caseload=None,
            folder=tmp_path,
        )


def test_a_measure_of_a_caseload_without_one_is_refused(files):
    with pytest.raises(BadFile, match="local-adult needs a caseload"):
        files("local-adult")


def test_windows_line_ends_a_byte_order_mark_and_extra_columns_are_read(files):
    text = f"note,{EVENTS}\r\nx,{ONE_EVENT}\r\n"
    reading = files(events=b"\xef\xbb\xbf" + text.encode())
    assert kept(reading, "events") == [
        {
            "person_id": 1,
            "offence_on": date(2012, 1, 5),
            "offence_code": "00100",
            "proven_on": date(2012, 2, 10),
            "disposal": "fine",
            "start_on": date(2012, 2, 10),
            "area": "E07000067",
        }
    ]


def test_a_last_row_without_a_line_end_is_shown_for_it_may_be_cut_off(files):
    assert found(files(events=f"{EVENTS}\n{ONE_EVENT}"[:-4].encode())) == {
        ("events", "the last row has no line end"): (1, (2,))
    }


def test_rows_that_contradict_themselves_are_left_out_with_their_row_numbers(files):
    reading = files(
        events=[
            "1,2012-02-11,00100,2012-02-10,fine,2012-02-10,E07000067",
            "1,2012-01-05,00100,2012-02-10,fine,2012-02-09,E07000067",
            "1,2012-01-05,00100,,fine,2012-02-09,E07000067",
            "1,2012-01-05,00100,2012-02-10,fine,2012-02-10,E07000067",
        ]
    )
    assert len(kept(reading, "events")) == 1
    assert found(reading) == {
        ("events", "proven before it was committed"): (1, (2,)),
        ("events", "start of risk before the proof"): (1, (3,)),
        ("events", "start of risk without a proof"): (1, (4,)),
    }


def test_an_offence_proven_and_at_risk_on_its_own_day_is_not_doubted(files):
    reading = files(events=["1,2012-02-10,00100,2012-02-10,fine,2012-02-10,E07000067"])
    assert len(kept(reading, "events")) == 1
    assert found(reading) == {}


def test_what_cannot_count_is_said_and_stays_in_the_extract(files):
    reading = files(
        events=[
            "1,2012-01-05,00100,,,,E07000067",
            "1,,00100,2012-02-10,fine,2012-02-10,E07000067",
            "1,2012-01-05,00100,2012-02-10,custody,,E07000067",
        ]
    )
    assert len(kept(reading, "events")) == 3
    assert found(reading) == {
        ("events", "not proven"): (1, (2,)),
        ("events", "no offence date"): (1, (3,)),
        ("events", "no start of risk (in custody, not yet released)"): (1, (4,)),
    }


def test_doubled_events_and_unknown_persons_are_counted_and_shown(files):
    reading = files(events=[ONE_EVENT, ONE_EVENT, "7,2012-01-05,00100,2012-02-10,fine,2012-02-10,E07000067"])
    assert len(kept(reading, "events")) == 3
    assert found(reading) == {
        ("events", "equal to an earlier row in every column, and counted"): (1, (3,)),
        ("events", "the person is not among the persons"): (1, (4,)),
    }


@pytest.mark.parametrize("born_on", ["2012-02-11", "1901-01-01"])
def test_an_impossible_birth_date_is_taken_as_not_known(files, born_on):
    reading = files(
        events=["1,2012-01-05,00100,2012-02-10,fine,2012-02-10,E07000067"], persons=[f"1,{born_on},F", "2,2030-01-01,M"]
    )
    assert kept(reading, "persons")[0] == {"person_id": 1, "born_on": None, "sex": "F"}
    assert kept(reading, "persons")[1]["born_on"] == date(2030, 1, 1)
    assert list(found(reading).values()) == [(1, (2,))]
    assert duckdb_shards.cells(measure("proven"), reading.extract)["age_band"].to_pylist() == ["not known"]


@pytest.mark.parametrize("born_on", ["2012-01-05", "1902-01-05"])
def test_a_birth_date_at_the_limits_is_believed(files, born_on):
    reading = files(persons=[f"1,{born_on},F"])
    assert kept(reading, "persons")[0]["born_on"] == date.fromisoformat(born_on)
    assert found(reading) == {}


def test_of_a_quarter_only_the_last_snapshot_counts_and_each_person_once_in_it(files):
    reading = files(
        "local-adult",
        caseload=[
            "1,2012-03-31,E07000068",
            "1,2012-03-31,E07000067",
            "1,2012-02-29,E07000067",
            "1,2012-06-29,E07000067",
        ],
    )
    assert found(reading) == {
        ("caseload", "an earlier snapshot than the last of its quarter"): (1, (4,)),
        ("caseload", "the person is listed again in the same snapshot"): (1, (2,)),
        ("caseload", "the snapshot is not of the last day of a quarter, and counted"): (1, (5,)),
    }
    assert [(row["snapshot_on"], row["area"]) for row in kept(reading, "caseload")] == [
        (date(2012, 3, 31), "E07000067"),
        (date(2012, 6, 29), "E07000067"),
    ]


def test_sex_is_read_in_either_case_and_u_is_not_known(files):
    reading = files(persons=["1,,f", "2,,U", "3,,"])
    assert [row["sex"] for row in kept(reading, "persons")] == ["F", None, None]


def test_ids_with_leading_noughts_stay_different_people(files):
    reading = files(events=[ONE_EVENT], persons=["1,1990-01-01,M", "01,1960-01-01,M"])
    assert {row["person_id"] for row in kept(reading, "persons")} == {"1", "01"}


def test_the_last_proof_stands_for_the_as_at_date_unless_one_is_given(files, tmp_path):
    assert files().extract.as_at == date(2012, 2, 10)


def test_a_given_as_at_date_is_kept(files):
    assert files(as_at=date(2020, 1, 1)).extract.as_at == date(2020, 1, 1)


def test_no_events_at_all_are_an_empty_cohort(files):
    reading = files(events=[], persons=[])
    assert len(duckdb_shards.cells(measure("proven"), reading.extract)) == 0


def test_parquet_files_are_read_and_their_rows_numbered_from_one(tmp_path):
    rows = [{"person_id": 1, "offence_on": date(2012, 2, 11), "proven_on": date(2012, 2, 10)}]
    pq.write_table(events_table(rows), tmp_path / "events.parquet")
    pq.write_table(persons_table([{"person_id": 1}]), tmp_path / "persons.parquet")
    work = tmp_path / "work"
    work.mkdir()
    reading = read(
        measure("proven"),
        events=tmp_path / "events.parquet",
        persons=tmp_path / "persons.parquet",
        caseload=None,
        folder=work,
    )
    assert reading.left_out[0].first_rows == (1,)


def test_a_parquet_column_of_the_wrong_type_is_refused(tmp_path):
    wrong = events_table([{"person_id": 1}]).set_column(1, "offence_on", pa.array([20120210]))
    pq.write_table(wrong, tmp_path / "events.parquet")
    pq.write_table(persons_table([{"person_id": 1}]), tmp_path / "persons.parquet")
    with pytest.raises(BadFile, match="events.parquet, column offence_on, row 1: '20120210' is not a date"):
        read(
            measure("proven"),
            events=tmp_path / "events.parquet",
            persons=tmp_path / "persons.parquet",
            caseload=None,
            folder=tmp_path,
        )


def test_a_parquet_column_of_midnights_is_read_as_days(tmp_path):
    midnight = events_table([{"person_id": 1, "proven_on": date(2012, 2, 10)}])
    midnight = midnight.set_column(3, "proven_on", midnight["proven_on"].cast(pa.timestamp("ns")))
    pq.write_table(midnight, tmp_path / "sent.parquet")
    pq.write_table(persons_table([{"person_id": 1}]), tmp_path / "people.parquet")
    reading = read(
        measure("proven"),
        events=tmp_path / "sent.parquet",
        persons=tmp_path / "people.parquet",
        caseload=None,
        folder=tmp_path,
    )
    assert kept(reading, "events")[0]["proven_on"] == date(2012, 2, 10)
