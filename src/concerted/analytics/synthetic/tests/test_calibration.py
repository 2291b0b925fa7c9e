"""The county's rates lie where published ones lie; computed from the truth."""

import json
from datetime import date

import pytest

from concerted.analytics.synthetic.calibration import calibrate
from concerted.analytics.synthetic.county import make_county

AS_AT = date(2026, 11, 24)


def figures(out):
    prevented = json.loads((out / "truth" / "iom.json").read_text())["offences_prevented"]
    return calibrate(out / "truth", AS_AT, prevented=prevented)


def test_a_small_county_lies_near_the_ranges(county):
    found = figures(county.out)
    assert 200 < min(found.caseload) <= max(found.caseload) < 360
    assert 0.06 < found.local_adult < 0.125
    assert 0.22 < found.proven < 0.35
    assert found.top_harm > 0.3 and found.new_on_list > 0.6
    assert len(found.lines()) == 7


def test_the_ranges_would_notice_a_county_that_never_reoffends(county, tmp_path):
    import duckdb

    truth = tmp_path / "truth"
    truth.mkdir()
    for name in ("people", "offences", "custody", "caseload"):
        keep = "where proven_on is null or proven_on <= committed_on + 1" if name == "offences" else ""
        source = county.out / "truth" / f"{name}.parquet"
        duckdb.sql(f"select * from read_parquet('{source}') {keep}").write_parquet(str(truth / f"{name}.parquet"))
    with pytest.raises((AssertionError, ZeroDivisionError)):
        assert calibrate(truth, AS_AT, prevented=0).local_adult > 0.06


@pytest.mark.slow
def test_the_county_of_60000_is_calibrated(tmp_path):
    make_county(seed=7, people=60_000, as_at=AS_AT, out=tmp_path)
    found = figures(tmp_path)
    assert all(2_500 <= each <= 3_300 for each in found.caseload[-8:])
    assert 0.08 <= found.local_adult <= 0.10
    assert 0.25 <= found.proven <= 0.30
    assert found.top_harm >= 0.35
    assert found.new_on_list >= 0.8
    assert 0.72 <= found.managed_ratio <= 0.88
