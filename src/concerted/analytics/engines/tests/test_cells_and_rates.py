"""Adding cells: over dimensions, over the four quarters of a year, and what that does to an interval."""

from datetime import date

import pyarrow as pa
import pytest

from concerted.analytics.engines import duckdb_shards, referee
from concerted.analytics.engines.cells import SCHEMA, added_cells, cells_hash, four_quarters, roll_up, yearly
from concerted.analytics.engines.extract import written
from concerted.analytics.engines.rates import quarter_rates, year_rates
from concerted.analytics.engines.shards import Shard, shards
from concerted.analytics.engines.tests.tables import caseload_table, events_table, persons_table
from concerted.analytics.intervals import wilson
from concerted.analytics.measures.register import measure

SNAPSHOTS = [date(2012, 3, 31), date(2012, 6, 30), date(2012, 9, 30), date(2012, 12, 31)]


def cells(*rows):
    """Cells from (area, quarter, sex, offenders, reoffenders, reoffences, provisional); squares twice reoffences."""
    names = ("area", "quarter", "sex", "offenders", "reoffenders", "reoffences", "provisional")
    filled = [
        dict(zip(names, row, strict=True)) | {"age_band": "18-20", "reoffences_squared": 2 * row[5]} for row in rows
    ]
    return pa.Table.from_pylist(filled, schema=SCHEMA)


FOUR = [("A", quarter, "M", 10, 2, 3, False) for quarter in four_quarters("2012Q4")]


def test_the_four_quarters_of_a_year_may_begin_in_any():
    assert four_quarters("2013Q3") == ["2012Q4", "2013Q1", "2013Q2", "2013Q3"]
    assert four_quarters("2012Q4") == ["2012Q1", "2012Q2", "2012Q3", "2012Q4"]


def test_a_year_is_the_sum_of_its_quarters():
    (year,) = yearly(roll_up(cells(*FOUR, ("A", "2013Q1", "M", 99, 9, 9, True)), ["area"]), ending="2012Q4").to_pylist()
    assert year == {
        "year": "2012Q1 to 2012Q4",
        "area": "A",
        "offenders": 40,
        "reoffenders": 8,
        "reoffences": 12,
        "reoffences_squared": 24,
        "provisional": False,
    }


def test_a_year_with_a_provisional_quarter_is_provisional():
    rows = [*FOUR[:3], (*FOUR[3][:-1], True)]
    assert yearly(cells(*rows), ending="2012Q4")["provisional"].to_pylist() == [True]


def test_a_year_without_all_its_quarters_is_refused():
    with pytest.raises(ValueError, match="not whole: nobody is counted in 2012Q4"):
        yearly(cells(*FOUR[:3]), ending="2012Q4")


def test_rolling_up_adds_over_what_is_not_asked_for():
    table = cells(("A", "2012Q1", "M", 10, 2, 3, False), ("B", "2012Q1", "F", 5, 1, 1, False))
    assert roll_up(table, []).to_pylist() == [
        {
            "quarter": "2012Q1",
            "offenders": 15,
            "reoffenders": 3,
            "reoffences": 4,
            "reoffences_squared": 8,
            "provisional": False,
        }
    ]
    assert roll_up(table, ["sex"])["sex"].to_pylist() == ["F", "M"]
    with pytest.raises(ValueError, match="not broken down by colour"):
        roll_up(table, ["colour"])


def test_the_hash_does_not_see_the_order_of_parts_and_sees_every_number():
    parts = [cells(row) for row in FOUR]
    there, back = added_cells(parts), added_cells(reversed(parts))
    assert cells_hash(there) == cells_hash(back)
    assert cells_hash(there) != cells_hash(cells(*FOUR[:3], ("A", "2012Q4", "M", 10, 2, 4, False)))


def test_no_parts_with_cells_are_an_empty_table():
    assert added_cells([SCHEMA.empty_table()]).schema == SCHEMA


def test_the_interval_of_a_quarter_is_wilson_s():
    (row,) = quarter_rates(cells(("A", "2012Q1", "M", 10, 2, 3, False))).to_pylist()
    assert (row["rate"], row["low"], row["high"]) == (0.2, *wilson(2, 10))


def test_a_year_over_people_who_stay_and_stay_the_same_is_no_surer_than_one_snapshot(tmp_path):
    caseload = [{"person_id": person, "snapshot_on": day, "area": "A"} for person in range(50) for day in SNAPSHOTS]
    events = [
        {"person_id": person, "offence_on": date(2012, month, 20), "proven_on": date(2012, month, 25)}
        for person in range(10)
        for month in (4, 7, 10)
    ] + [{"person_id": person, "offence_on": date(2013, 1, 20), "proven_on": date(2013, 1, 25)} for person in range(10)]
    extract = written(
        tmp_path,
        events=events_table(events),
        persons=persons_table([]),
        caseload=caseload_table(caseload),
        as_at=date(2014, 1, 1),
    )
    spec = measure("local-adult")
    repeats = duckdb_shards.repeats(spec, extract, ending="2012Q4", by=["area"])
    assert repeats.to_pylist() == [
        {"area": "A", "n": 4, "r": 0, "persons": 40},
        {"area": "A", "n": 4, "r": 4, "persons": 10},
    ]
    assert repeats.equals(referee.repeats(spec, extract, ending="2012Q4", by=["area"]))
    (year,) = year_rates(duckdb_shards.cells(spec, extract), repeats, ending="2012Q4").to_pylist()
    assert (year["offenders"], year["reoffenders"], year["rate"]) == (200, 40, 0.2)
    assert (year["low"], year["high"]) == pytest.approx(wilson(10, 50), abs=0.002)


def test_shards_meet_without_gap_or_overlap_and_cut_no_person_in_two(tmp_path, monkeypatch):
    monkeypatch.setattr("concerted.analytics.engines.extract.ROWS_A_GROUP", 4)
    events = events_table([{"person_id": number // 3} for number in range(40)])
    extract = written(tmp_path, events=events, persons=persons_table([]), as_at=date(2014, 1, 1))
    cut = shards(extract.events, rows=8)
    assert len(cut) > 3
    assert (cut[0].first, cut[-1].until) == (None, None)
    assert [shard.until for shard in cut[:-1]] == [shard.first for shard in cut[1:]]


def test_a_shard_is_a_half_open_range_and_its_text_is_quoted():
    assert Shard(3, 7).condition() == "person_id >= 3 AND person_id < 7"
    assert Shard("o'1", None).condition() == "person_id >= 'o''1'"
    assert Shard().condition() == "TRUE"


def test_both_engines_refuse_a_caseload_measure_without_a_caseload(tmp_path):
    extract = written(tmp_path, events=events_table([]), persons=persons_table([]), as_at=date(2014, 1, 1))
    for engine in (duckdb_shards, referee):
        with pytest.raises(ValueError, match="counts a caseload"):
            engine.cells(measure("local-adult"), extract)
