"""Random small counties: what each session sees, writes, discloses and ends equals the oracle, in every table.

`CONCERTED_COUNTIES=1000` tries so many instead of a hundred, `CONCERTED_SEED=12345` begins elsewhere. A county that
fails prints its seed and is made smaller for as long as it fails.
"""

import os

import psycopg
import pytest

from concerted.web.testing.leaks import comparing
from concerted.web.testing.one_connection import borrowed

COUNTIES = int(os.environ.get("CONCERTED_COUNTIES", "100"))
FIRST = int(os.environ.get("CONCERTED_SEED", "0"))
CHUNK = 25


def still_fails(drawn) -> bool:
    try:
        return bool(comparing.faults(drawn, drawn.sessions))
    except psycopg.Error:
        return False


@pytest.mark.parametrize("start", range(FIRST, FIRST + COUNTIES, CHUNK))
def test_every_session_of_a_random_county_sees_and_does_what_the_oracle_says(start, django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), borrowed():
        for seed in range(start, min(start + CHUNK, FIRST + COUNTIES)):
            drawn = comparing.county_of(seed)
            found = comparing.faults(drawn)
            if found:
                least = comparing.shrunk(drawn, still_fails)
                told = "\n".join(comparing.faults(least, least.sessions) or found)
                pytest.fail(f"County {seed}: {told[:2000]}\n{str(least.rows)[:4000]}")


def test_random_counties_have_every_kind_of_fact():
    counties = [comparing.county_of(seed) for seed in range(20)]
    disclosures = [row for county in counties for row in county.of("access.disclosure")]
    lines = [row for county in counties for row in county.of("partnership.agreementline")]
    assert {row["rests_on"] for row in disclosures} == {"agreement", "consent", "statute", "override", "emergency"}
    assert {None, True, False} >= {
        row["ended_at"] and row["ended_at"] < county.now for row in disclosures for county in counties[:1]
    }
    for flag in ("needs_vetting", "needs_training", "needs_declaration", "by_request", "writes"):
        assert {row[flag] for row in lines} == {True, False}, flag
    assert any(row["from_at"] is None for row in lines)
    assert any(county.erased for county in counties)
