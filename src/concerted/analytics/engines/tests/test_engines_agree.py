"""The engines and the referee give the same cells, with dates drawn near the edges of every window."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concerted.analytics.engines import duckdb_shards, fast, referee
from concerted.analytics.engines.cells import cells_hash, roll_up
from concerted.analytics.engines.extract import written
from concerted.analytics.engines.tests.tables import caseload_table, events_table, persons_table
from concerted.analytics.measures.register import measure, measures
from concerted.analytics.measures.spans import Span
from concerted.analytics.measures.specification import Ages, Cohort, StartsFrom, Tie
from concerted.kernel.days import months_after

pytestmark = pytest.mark.slow

INDEX_DAYS = [
    date(2012, 2, 29),
    date(2012, 3, 31),
    date(2012, 6, 30),
    date(2012, 8, 31),
    date(2012, 9, 30),
    date(2012, 12, 31),
    date(2013, 2, 28),
    date(2013, 3, 31),
]
AREAS = [None, "E07000067", "E07000068"]


def near(days: list[date], months: list[int]) -> st.SearchStrategy[date]:
    """Days within two days of an index day or of the end of a window that begins on it."""
    return st.builds(
        lambda day, span, shift: months_after(day, span) + timedelta(days=shift),
        st.sampled_from(days),
        st.sampled_from(months),
        st.integers(-2, 2),
    )


people = st.integers(1, 4)
event = st.fixed_dictionaries(
    {
        "person_id": people,
        "offence_on": near(INDEX_DAYS, [0, 3, 12]) | st.none(),
        "offence_code": st.sampled_from(["00100", "02800", None]),
        "proven_on": near(INDEX_DAYS, [0, 3, 6, 12, 18]) | st.none(),
        "disposal": st.sampled_from(["fine", "custody"]),
        "start_on": near(INDEX_DAYS, [0]) | st.none(),
        "area": st.sampled_from(AREAS),
    }
)
person = st.fixed_dictionaries(
    {
        "born_on": near(INDEX_DAYS, [-18 * 12, -10 * 12, -21 * 12, -50 * 12]) | st.none(),
        "sex": st.sampled_from(["M", "F", None]),
    }
)
snapshot = st.fixed_dictionaries(
    {"person_id": people, "snapshot_on": st.sampled_from(INDEX_DAYS), "area": st.sampled_from(AREAS)}
)


twins = st.lists(st.tuples(st.integers(0, 11), st.sampled_from(AREAS)), max_size=4)
"""Events that are drawn again in another area: ties, which chance alone would hardly make."""


@settings(max_examples=40, deadline=None)
@given(
    events=st.lists(event, max_size=12),
    twins=twins,
    persons=st.dictionaries(people, person, max_size=4),
    caseload=st.lists(snapshot, max_size=10),
    code=st.sampled_from(sorted(measures())),
    follow_up=st.sampled_from([None, Span(days=90), Span(months=1, days=60)]),
    ages=st.sampled_from([None, Ages(), Ages(18, 20), Ages(oldest=17)]),
    counted=st.none() | st.just(frozenset({"02800"})),
    disposals=st.none() | st.just(frozenset({"fine"})),
    tie=st.sampled_from(Tie),
    starts_from=st.sampled_from(StartsFrom),
    as_at=near(INDEX_DAYS, [6, 18]),
)
def test_the_engines_agree_with_the_referee_near_every_edge(
    events, twins, persons, caseload, code, follow_up, ages, counted, disposals, tie, starts_from, as_at
):
    events += [events[number] | {"area": area} for number, area in twins if number < len(events)]
    spec = replace(measure(code), counted_offences=counted, counted_disposals=disposals, tie=tie)
    if spec.cohort is Cohort.FIRST_START:
        spec = replace(spec, starts_from=starts_from, cohort_disposals=disposals)
    if ages is not None:
        spec = replace(spec, ages=ages)
    if follow_up is not None:
        spec = replace(spec, follow_up=follow_up)
    with TemporaryDirectory() as folder:
        extract = written(
            Path(folder),
            events=events_table(events),
            persons=persons_table([{"person_id": key, **value} for key, value in persons.items()]),
            caseload=caseload_table(caseload),
            as_at=as_at,
        )
        cells, times = referee.cells(spec, extract), referee.times(spec, extract)
        for engine in (duckdb_shards, fast):
            assert engine.cells(spec, extract).to_pylist() == cells.to_pylist()
            assert cells_hash(engine.cells(spec, extract)) == cells_hash(cells)
            assert cells_hash(engine.times(spec, extract)) == cells_hash(times)
        for by in ((), ("area",), ("area", "sex", "age_band")):
            asked = {"ending": "2012Q4", "by": by}
            repeats = referee.repeats(spec, extract, **asked)
            assert duckdb_shards.repeats(spec, extract, **asked).equals(repeats)
            assert fast.repeats(spec, extract, **asked).equals(repeats)


@pytest.mark.parametrize("code", ["local-adult", "proven"])
def test_shards_of_any_size_and_text_ids_give_the_same_cells(code, tmp_path, monkeypatch):
    monkeypatch.setattr("concerted.analytics.engines.extract.ROWS_A_GROUP", 3)
    days = INDEX_DAYS * 5
    events = [
        {
            "person_id": f"p'{number % 11}",
            "offence_on": day - timedelta(days=20),
            "proven_on": day,
            "start_on": day,
            "area": AREAS[number % 3],
        }
        for number, day in enumerate(days)
    ]
    caseload = [{"person_id": row["person_id"], "snapshot_on": row["start_on"], "area": row["area"]} for row in events]
    extract = written(
        tmp_path,
        events=events_table(events, text_ids=True),
        persons=persons_table([{"person_id": "p'3", "born_on": date(1990, 1, 1), "sex": "F"}], text_ids=True),
        caseload=caseload_table(caseload, text_ids=True),
        as_at=date(2014, 6, 30),
    )
    whole = duckdb_shards.cells(measure(code), extract)
    assert len(whole) > 5
    for rows in (1, 7):
        for engine in (duckdb_shards, fast):
            assert engine.cells(measure(code), extract, rows_a_shard=rows).equals(whole)
    assert referee.cells(measure(code), extract).equals(whole)
    assert sum(roll_up(whole, ())["offenders"].to_pylist()) == sum(whole["offenders"].to_pylist())


@pytest.mark.parametrize("engine", [duckdb_shards, fast, referee], ids=["shards", "fast", "referee"])
@pytest.mark.parametrize(
    ("ages", "bands"),
    [
        (Ages(18, 20), ["18-20", "18-20", "not known"]),
        (Ages(oldest=17), ["15-17", "not known"]),
        (Ages(youngest=21), ["21-24", "not known"]),
        (Ages(), ["15-17", "18-20", "18-20", "21-24", "not known"]),
    ],
)
def test_the_limits_of_age_are_counted_themselves(engine, ages, bands, tmp_path):
    day = date(2012, 3, 31)
    born = [None, *(months_after(day, -12 * age) for age in (18, 21)), date(1994, 4, 1), date(1991, 4, 1)]
    extract = written(
        tmp_path,
        events=events_table([]),
        persons=persons_table([{"person_id": number, "born_on": born_on} for number, born_on in enumerate(born)]),
        caseload=caseload_table([{"person_id": number, "snapshot_on": day} for number in range(len(born))]),
        as_at=date(2014, 6, 30),
    )
    cells = engine.cells(replace(measure("local-adult"), ages=ages), extract)
    counted = zip(cells["age_band"].to_pylist(), cells["offenders"].to_pylist(), strict=True)
    assert sorted(band for band, people in counted for _ in range(people)) == bands


def test_following_each_person_once_gives_the_same_repeats(tmp_path):
    rows = []
    for person in range(60):
        for offence_on, proven_on, area in (
            (date(2020, 1 + person % 12, 5), date(2020, 1 + person % 12, 20), "A"),
            (date(2020, 2, 1 + person % 27), date(2020, 6, 1), "B"),
        ):
            one = {"offence_on": offence_on, "proven_on": proven_on, "start_on": proven_on, "area": area}
            rows.append({"person_id": person, "offence_code": "00100", "disposal": "fine", **one})
    persons = [{"person_id": n, "born_on": date(1990, 1, 1), "sex": "MF"[n % 2]} for n in range(60)]
    tables = {"events": events_table(rows), "persons": persons_table(persons)}
    extract = written(tmp_path, **tables, as_at=date(2024, 1, 1))
    spec, breakdowns = measure("proven"), [(), ("area", "sex")]
    found = duckdb_shards.repeats_of(spec, extract, endings=["2020Q4"], breakdowns=breakdowns, rows_a_shard=20)
    for by in breakdowns:
        one = duckdb_shards.repeats(spec, extract, ending="2020Q4", by=by)
        assert found["2020Q4", by].equals(one)
        assert found["2020Q4", by].equals(referee.repeats(spec, extract, ending="2020Q4", by=by))
        assert one.num_rows
