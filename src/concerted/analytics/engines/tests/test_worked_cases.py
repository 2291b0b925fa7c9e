"""The worked cases that lie beside each measure, which an analyst can read and add to, run on every engine."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from concerted.analytics.engines import duckdb_shards, fast, referee
from concerted.analytics.engines.cells import COUNTS
from concerted.analytics.engines.extract import written
from concerted.analytics.engines.tests.tables import caseload_table, events_table, persons_table
from concerted.analytics.measures import register
from concerted.analytics.measures.register import measure, measures

FOLDER = Path(register.__file__).parent


def cases():
    for code in measures():
        for case in yaml.safe_load((FOLDER / f"{code.replace('-', '_')}.cases.yaml").read_text("utf-8")):
            yield pytest.param(code, case, id=f"{code}: {case['name']}")


@pytest.mark.parametrize("engine", [duckdb_shards, fast, referee], ids=["shards", "fast", "referee"])
@pytest.mark.parametrize(("code", "case"), list(cases()))
def test_the_worked_case_holds(engine, code, case, tmp_path):
    extract = written(
        tmp_path,
        events=events_table([{"person_id": 1, **row} for row in case["events"]]),
        persons=persons_table([{"person_id": 1, "born_on": case.get("born_on", date(1980, 1, 1)), "sex": "F"}]),
        caseload=caseload_table([{"person_id": 1, **row} for row in case.get("caseload", [])]),
        as_at=case.get("as_at", date(2020, 1, 1)),
    )
    cells = engine.cells(measure(code), extract)
    counted = [sum(cells[name].to_pylist()) for name in COUNTS]
    assert counted[: len(case["expect"])] == case["expect"]
    if "times" in case:
        times = engine.times(measure(code), extract)
        assert [[row[name] for name in ("days", "reoffended", "censored")] for row in times.to_pylist()] == case[
            "times"
        ]
    for column in ("area", "age_band", "provisional"):
        if column in case:
            assert cells[column].to_pylist() == [case[column]]
