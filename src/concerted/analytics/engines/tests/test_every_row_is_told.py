"""Of any dirty file, every row reaches the engine or is left out and told: nothing is dropped in silence."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concerted.analytics.engines import duckdb_shards
from concerted.analytics.engines.cells import roll_up
from concerted.analytics.engines.reading import read
from concerted.analytics.harm.offences import normalised
from concerted.analytics.measures.register import measure
from concerted.kernel.errors import BadFile

pytestmark = pytest.mark.slow

IDS = ["1", "2", " 3", "4\u00a0", "A 5"]
DAYS = ["", "2011-12-31", "2012-01-05", "2012-02-10", "2012-06-30", "2013-02-28"]
EVENTS = ("person_id", "offence_on", "offence_code", "proven_on", "disposal", "start_on", "area")
CASELOAD = ("person_id", "snapshot_on", "area")
PERSONS = ("person_id", "born_on", "sex")

day = st.sampled_from(DAYS)
event = st.tuples(
    st.sampled_from(IDS),
    day,
    st.sampled_from(["00100", "1/0", "04600", "4600", "?", ""]),
    day,
    st.sampled_from(["fine", "custody", ""]),
    day,
    st.sampled_from(["A", "B", ""]),
)
snapshot = st.tuples(st.sampled_from(IDS), st.sampled_from(DAYS[1:]), st.sampled_from(["A", "B", ""]))
person = st.tuples(
    st.sampled_from(["", "1812-01-01", "1990-06-30", "2012-03-01"]), st.sampled_from(["M", "f", "U", ""])
)


def rows_of(strategy, columns):
    """Rows, some of them blank, some of them doubled."""
    row = strategy | st.just(("",) * columns)
    return st.lists(row, max_size=12).flatmap(lambda rows: st.just(rows) | st.just(rows + rows[:2]))


def as_csv(names, rows, end):
    return end.join([",".join(names), *(",".join(row) for row in rows), ""]).encode()


def removed(row):
    """Whether the measure `proven` leaves an event out, said once more in plain Python."""
    offence_on, proven_on, start_on = row[1], row[3], row[5]
    blank = not any(row)
    early = bool(proven_on and offence_on and proven_on < offence_on)
    return blank or early or bool(start_on and (not proven_on or start_on < proven_on))


LOCAL = replace(
    measure("proven"),
    code="local",
    counted_offences=frozenset({"00100"}),
    counted_disposals=frozenset({"custody"}),
    cohort_disposals=frozenset({"fine", "caution"}),
)


@settings(max_examples=30, deadline=None)
@given(
    events=rows_of(event, 7),
    caseload=rows_of(snapshot, 3),
    persons=st.dictionaries(st.sampled_from(IDS), person),
    spec=st.sampled_from([measure("proven"), measure("local-adult"), LOCAL]),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_rows_in_are_rows_counted_and_rows_told(events, caseload, persons, spec, end):
    files = {
        "events": (EVENTS, events),
        "persons": (PERSONS, [(key, *value) for key, value in persons.items()]),
        "caseload": (CASELOAD, caseload),
    }
    with TemporaryDirectory() as name:
        folder = Path(name)
        for table, (names, rows) in files.items():
            (folder / f"{table}.csv").write_bytes(as_csv(names, rows, end))
        work = folder / "work"
        work.mkdir()
        reading = read(spec, **{table: folder / f"{table}.csv" for table in files}, folder=work, as_at=date(2020, 1, 1))
        for source in reading.sources:
            table = source.table.name
            sent = files[table][1]
            kept = pq.read_table(getattr(reading.extract, table)).num_rows
            assert source.rows == len(sent) == kept + reading.removed[table]
        told = {(one.table, one.reason.split(":")[0]): one.rows for one in (*reading.left_out, *reading.noticed)}
        cells = roll_up(duckdb_shards.cells(spec, reading.extract), ())
        offenders = sum(cells["offenders"].to_pylist()) + duckdb_shards.outside_ages(spec, reading.extract)
    if spec.code == "local-adult":
        check_caseload(caseload, offenders)
    else:
        check_events(spec, events, told, reading.removed["events"], offenders)


def check_events(spec, events, told, number_removed, offenders):
    kept = [row for row in events if not removed(row)]
    assert number_removed == len(events) - len(kept)
    starts = {
        (row[0], row[5][:4], (int(row[5][5:7]) - 1) // 3) for row in kept if row[5] and spec.begins(row[4] or None)
    }
    assert offenders == len(starts)
    expected = {
        "no start of risk (in custody, not yet released)": sum(bool(row[3]) and not row[5] for row in kept),
        "not proven": sum(not row[3] for row in kept),
        "no offence date": sum(not row[1] for row in kept),
        "no area": sum(not row[6] for row in kept),
        "no offence code, and counted where all offences are": sum(not row[2] for row in kept),
        "the offence code is not in this package's list of Home Office codes, and counted as it stands": sum(
            row[2] == "?" for row in kept
        ),
        "the row is blank": sum(not any(row) for row in events),
    }
    if spec is LOCAL:
        expected |= {
            "the disposal begins no follow-up": sum(row[4] != "fine" for row in kept),
            "the offence is not among those that count": sum(normalised(row[2]) != "00100" for row in kept),
            "the disposal is not among those that count": sum(row[4] != "custody" for row in kept),
        }
    for reason, number in expected.items():
        assert told.get(("events", reason), 0) == number, reason


def check_caseload(caseload, offenders):
    """Of a quarter only its last snapshot counts, and in it each person once."""
    rows = [row for row in caseload if any(row)]
    quarters = {row: (row[1][:4], (int(row[1][5:7]) - 1) // 3) for row in rows}
    last = {}
    for row in rows:
        last[quarters[row]] = max(last.get(quarters[row], ""), row[1])
    assert offenders == len({(row[0], row[1]) for row in rows if row[1] == last[quarters[row]]})


wrong = st.sampled_from(["1/2/2013", "2012-02-30", "soon", "9999-12-31", "-5", '"', "x" * 300])


@settings(max_examples=15, deadline=None)
@given(
    rows=st.lists(event, min_size=1, max_size=6),
    place=st.integers(0, 5),
    column=st.sampled_from([0, 1, 3, 5]),
    cell=wrong,
)
def test_a_wrong_cell_anywhere_is_refused_with_its_file_and_row_and_never_skipped(rows, place, column, cell):
    number = place % len(rows)
    broken = list(rows[number])
    broken[column] = cell
    if column == 0 and cell != '"' and len(cell) < 300:
        return  # any text may be an id
    content = as_csv(EVENTS, [*rows[:number], tuple(broken), *rows[number + 1 :]], "\n")
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "events.csv").write_bytes(content)
        (folder / "persons.csv").write_bytes(as_csv(PERSONS, [], "\n"))
        try:
            read(
                measure("proven"),
                events=folder / "events.csv",
                persons=folder / "persons.csv",
                caseload=None,
                folder=folder,
            )
        except BadFile as refused:
            assert "events.csv" in str(refused)
            assert f"row {number + 2}" in str(refused)
        else:
            raise AssertionError("not refused")
