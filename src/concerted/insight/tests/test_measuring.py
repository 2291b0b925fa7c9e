"""The whole way from protected rows to a figure: snapshot, run, page; DuckDB against the plain-Python referee."""

from dataclasses import replace
from datetime import date

import pytest

from concerted.analytics.engines import duckdb_shards, referee
from concerted.analytics.engines.cells import cells_hash
from concerted.analytics.measures.register import measures
from concerted.figures.models import Cell, Repeats, Run, Times
from concerted.insight.run import ADULTS, measure_county
from concerted.insight.snapshot import take
from concerted.people.models import CaseloadRow
from concerted.people.tests.rows import happen
from concerted.web.testing.county import AS_AT, owners_scope
from concerted.web.testing.engine import as_engine

QUARTER_ENDS = (date(2025, 6, 30), date(2025, 9, 30), date(2025, 12, 31), date(2026, 3, 31), date(2026, 12, 31))


def proven(record, committed_on, proven_on, disposal="fine"):
    fields = {"offence_code": "04600", "outcome": disposal, "district": "E07000071"}
    happen(record, "conviction", proven_on, "offending", committed_on=committed_on, proven_on=proven_on, **fields)


@pytest.fixture
def caseload(make_record):
    """Forty adults on four complete quarter-ends and a provisional one; every fourth is proven to have reoffended."""
    for number in range(40):
        court = make_record(
            "courts", source="courts", linkable=True, born_on=date(1980, 1, 1 + number % 28), sex="MF"[number % 2]
        )
        probation = make_record(
            "probation", source="probation", linkable=True, person=court.person, born_on=court.born_on, sex=court.sex
        )
        for snapshot_on in QUARTER_ENDS:
            CaseloadRow.objects.using("engine").create(
                scope_id=owners_scope("probation", "supervision"),
                record=probation,
                snapshot_on=snapshot_on,
                district="E07000071" if number % 3 else "E07000076",
            )
        proven(court, date(2024, 1, 1), date(2025, 4, 1 + number % 28))
        if number % 4 == 0:
            proven(court, date(2025, 7, 20), date(2025, 9, 1))
        if number % 10 == 0:
            proven(court, date(2025, 10, 1), date(2026, 3, 30))
            proven(court, date(2025, 10, 2), date(2026, 3, 31))


@pytest.fixture
def measured(caseload):
    with as_engine():
        return {run.measure: run for run in measure_county(AS_AT)}


def test_duckdb_and_the_referee_agree_cell_for_cell_on_the_county(caseload, tmp_path):
    with as_engine():
        snapshot = take(tmp_path, AS_AT)
    assert snapshot.persons == 40
    for spec in measures().values():
        spec = replace(spec, ages=ADULTS)
        ours, theirs = duckdb_shards.cells(spec, snapshot.extract), referee.cells(spec, snapshot.extract)
        assert ours.num_rows and cells_hash(ours) == cells_hash(theirs)


def test_a_reoffence_proven_on_the_last_day_of_six_months_counts_and_a_day_later_does_not(measured):
    cells = Cell.objects.using("engine").filter(run=measured["local-adult"], quarter="2025Q3")
    assert sum(cell.reoffences for cell in cells) == 4
    assert sum(cell.offenders for cell in cells) == 40


def test_a_quarter_whose_follow_up_is_not_over_is_provisional(measured):
    states = dict(
        Cell.objects.using("engine")
        .filter(run=measured["local-adult"])
        .values_list("quarter", "provisional")
        .distinct()
    )
    assert states["2026Q1"] is False
    assert states["2026Q4"] is True


def test_persons_behind_four_added_quarters_add_up_to_the_cells(measured):
    rows = Repeats.objects.using("engine").filter(
        run=measured["local-adult"], ends_on=date(2026, 3, 31), area="", sex="", age_band=""
    )
    assert sum(row.persons for row in rows) == 40
    assert sum(row.persons * row.counted for row in rows) == 160


def test_the_analyst_reads_numerator_denominator_interval_and_definition(measured, client_for):
    text = client_for("analyst").get("/reoffending?measure=local-adult").content.decode()
    assert "14 of 160 adults on the probation caseload" in text
    assert "The true rate is likely between" in text
    assert "All offences count." in text
    assert "Not configured: no official model was found" in text
    assert measured["local-adult"].definition_version in text
    assert "Provisional" in text


def test_a_second_run_leaves_the_first_as_it_was(measured):
    before = list(Cell.objects.using("engine").filter(run=measured["proven"]).order_by("id").values_list())
    with as_engine():
        again = measure_county(AS_AT)
    assert list(Cell.objects.using("engine").filter(run=measured["proven"]).order_by("id").values_list()) == before
    assert {run.data_hash for run in Run.objects.using("engine").all()} == {again[0].data_hash}


def test_children_make_no_cell_until_a_threshold_is_set(make_record):
    child = make_record("courts", source="courts", linkable=True, born_on=date(2012, 1, 1))
    proven(child, date(2024, 6, 1), date(2024, 8, 1))
    with as_engine():
        runs = {run.measure: run for run in measure_county(AS_AT)}
    assert not Cell.objects.using("engine").filter(run=runs["proven"]).exists()
    assert runs["proven"].left_out["outside the ages counted"] == 1


def test_measures_of_adults_are_run_once_and_what_is_made_of_others_cells_or_of_children_is_not(measured):
    codes = ["harm", "local-adult", "managed-iom", "proven", "proven-twelve-month", "time-to-reoffence"]
    assert sorted(measured) == codes
    versions = {code: run.definition_version for code, run in measured.items() if code in measures()}
    assert versions == {code: replace(measures()[code], ages=ADULTS).version for code in versions}


def test_a_cohort_of_twelve_months_is_stored_once_without_repeats_and_times_add_up_to_it(measured):
    twelve = Cell.objects.using("engine").filter(run=measured["proven-twelve-month"], quarter="2026Q1")
    assert sum(cell.offenders for cell in twelve) == 40
    assert not Repeats.objects.using("engine").filter(run=measured["proven-twelve-month"]).exists()
    quarters = Cell.objects.using("engine").filter(run=measured["proven"], quarter="2025Q2")
    days = Times.objects.using("engine").filter(run=measured["time-to-reoffence"], quarter="2025Q2")
    assert sum(row.reoffended + row.censored for row in days) == sum(cell.offenders for cell in quarters)
    assert sum(row.reoffended for row in days) == sum(cell.reoffenders for cell in quarters)
