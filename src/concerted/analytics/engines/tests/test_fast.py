"""The engine `fast` beyond the figures that it shares: files in any order, its own tables, and what it needs."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from concerted.analytics.engines import duckdb_shards, fast, fast_tally, referee
from concerted.analytics.engines.cells import cells_hash
from concerted.analytics.engines.extract import Extract, written
from concerted.analytics.engines.fast_calendar import after, calendar, day_number, quarter_ends
from concerted.analytics.engines.tests.tables import caseload_table, drawn_people, events_table, persons_table
from concerted.analytics.measures.register import measure, measures
from concerted.analytics.measures.spans import Span

pytestmark = pytest.mark.slow

PROVEN = measure("proven")
AS_AT = date(2015, 1, 1)


def as_they_are(folder, tables, **options):
    """Write tables as an extract without sorting them, in small row groups."""
    for name, table in tables.items():
        pq.write_table(table, folder / f"{name}.parquet", **{"row_group_size": 30} | options)
    return Extract(folder / "events.parquet", folder / "persons.parquet", folder / "caseload.parquet", AS_AT)


@pytest.mark.parametrize("code", sorted(measures()))
@pytest.mark.parametrize("text_ids", [False, True], ids=["numbers", "text"])
def test_files_that_are_not_sorted_by_person_give_the_same_cells(code, text_ids, tmp_path):
    spec, tables = measure(code), drawn_people(text_ids=text_ids)
    sorted_ones = written(tmp_path, **tables, as_at=AS_AT)
    expected = referee.cells(spec, sorted_ones)
    assert len(expected) > 2
    extract = as_they_are(tmp_path, tables)
    for rows in (1, 100, 1_000_000):
        assert cells_hash(fast.cells(spec, extract, rows_a_shard=rows)) == cells_hash(expected)
        assert fast.times(spec, extract, rows_a_shard=rows).equals(referee.times(spec, extract))
        asked = {"ending": "2012Q4", "by": ["area"]}
        repeats = fast.repeats(spec, extract, rows_a_shard=rows, **asked)
        assert repeats.equals(referee.repeats(spec, extract, **asked))


@pytest.mark.parametrize(
    "options", [{"write_statistics": False}, {"use_dictionary": False}, {"row_group_size": 10_000}]
)
def test_files_without_statistics_or_dictionaries_give_the_same_cells(options, tmp_path):
    extract = as_they_are(tmp_path, drawn_people(), **options)
    expected = referee.cells(PROVEN, extract)
    assert fast.cells(PROVEN, extract, rows_a_shard=50).equals(expected)
    assert fast.cells(PROVEN, extract, threads=1).equals(expected)


def test_ids_of_other_widths_and_types_of_text_are_read(tmp_path):
    tables = drawn_people()
    expected = referee.cells(PROVEN, as_they_are(tmp_path, tables))
    narrow = {name: table.set_column(0, "person_id", table[0].cast(pa.int32())) for name, table in tables.items()}
    assert fast.cells(PROVEN, as_they_are(tmp_path, narrow)).equals(expected)
    large = {
        name: table.set_column(0, "person_id", table[0].cast(pa.string()).cast(pa.large_string()))
        for name, table in tables.items()
    }
    assert fast.cells(PROVEN, as_they_are(tmp_path, large)).equals(expected)


def test_nobody_at_all_is_no_cell(tmp_path):
    extract = written(
        tmp_path, events=events_table([]), persons=persons_table([]), caseload=caseload_table([]), as_at=AS_AT
    )
    for code in measures():
        assert len(fast.cells(measure(code), extract)) == 0
        assert len(fast.times(measure(code), extract)) == 0
        assert len(fast.repeats(measure(code), extract, ending="2012Q4", by=["sex"])) == 0


def test_a_caseload_measure_without_a_caseload_is_refused(tmp_path):
    extract = written(tmp_path, events=events_table([]), persons=persons_table([]), as_at=AS_AT)
    with pytest.raises(ValueError, match="counts a caseload"):
        fast.cells(measure("local-adult"), extract)


def test_a_column_of_sexes_that_holds_something_else_is_refused(tmp_path):
    persons = persons_table([{"person_id": number, "sex": f"name {number}"} for number in range(600)])
    extract = written(tmp_path, events=events_table([]), persons=persons, as_at=AS_AT)
    with pytest.raises(ValueError, match="more than 511 different words"):
        fast.cells(PROVEN, extract)


def test_more_cells_than_the_table_holds_at_first_are_counted(tmp_path, monkeypatch):
    monkeypatch.setattr(fast_tally, "ROWS_AT_FIRST", 4)
    extract = as_they_are(tmp_path, drawn_people())
    cells = fast.cells(PROVEN, extract, rows_a_shard=50)
    assert len(cells) > 30
    assert cells.equals(referee.cells(PROVEN, extract))


def test_days_far_away_cost_memory_and_change_nothing(tmp_path):
    day = date(2012, 1, 1)
    rows = [
        {"person_id": 1, "offence_on": day, "proven_on": day, "start_on": day},
        {"person_id": 1, "offence_on": date(9997, 5, 5), "proven_on": date(9998, 1, 1), "start_on": date(9998, 1, 2)},
        {"person_id": 2, "offence_on": date(3, 1, 1), "proven_on": date(3, 1, 1), "start_on": date(3, 1, 1)},
    ]
    born = [{"person_id": 1, "born_on": date(2, 3, 4)}, {"person_id": 2, "born_on": date(2020, 1, 1)}]
    extract = written(tmp_path, events=events_table(rows), persons=persons_table(born), as_at=AS_AT)
    spec = replace(PROVEN, waiting=Span())
    assert fast.cells(spec, extract).equals(duckdb_shards.cells(spec, extract))
    assert fast.cells(spec, extract).equals(referee.cells(spec, extract))


def test_a_day_that_no_calendar_has_is_refused(tmp_path):
    endless = events_table([{"person_id": 1}]).set_column(5, "start_on", pa.array([2**31 - 1], pa.date32()))
    extract = written(tmp_path, events=endless, persons=persons_table([]), as_at=AS_AT)
    with pytest.raises(ValueError, match="outside the years 1 to 9999"):
        fast.cells(PROVEN, extract)


spans = st.builds(Span, months=st.integers(0, 40), days=st.integers(0, 800))


@given(day=st.dates(date(1, 1, 1), date(9990, 1, 1)), span=spans)
def test_many_days_at_once_are_moved_as_one_is(day, span):
    assert after(np.array([day_number(day)], np.int32), span).tolist() == [day_number(span.after(day))]


def test_the_calendar_knows_quarters_and_leap_days():
    tables = calendar(PROVEN, day_number(date(2012, 2, 29)), day_number(date(2012, 2, 29)))
    at = day_number(date(2012, 2, 29)) - tables.first_day
    assert (tables.written[at], tables.quarter[at]) == (20120229, 2012 * 4)
    assert tables.follow_until[at] == day_number(date(2013, 2, 28))
    assert quarter_ends(tables.quarter[at : at + 1]).tolist() == [day_number(date(2012, 3, 31))]


def test_without_numba_it_says_how_to_install_it():
    code = (
        "import sys; sys.modules['numba'] = None\n"
        "from concerted.analytics.engines.register import engine\n"
        "from concerted.kernel.errors import Refused\n"
        "try:\n    engine('fast')\nexcept Refused as error:\n    print(error)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert told == "The engine fast needs numba: pip install 'concerted[fast]'.\n"


def test_where_nothing_may_be_written_it_is_compiled_each_time(tmp_path):
    code = (
        "from numba.core import caching\n"
        "caching.CacheImpl._locator_classes = []\n"
        "from concerted.analytics.engines.register import engine\n"
        "print(engine('fast').__name__)"
    )
    environment = os.environ | {"HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
    ).stdout
    assert done == "concerted.analytics.engines.fast\n"
