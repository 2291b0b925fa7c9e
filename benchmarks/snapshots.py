"""How fast rows of PostgreSQL become an Arrow table: by ADBC, beside COPY and pyarrow's reader of CSV.

    python benchmarks/snapshots.py [ROWS]      1,000,000 rows unless told otherwise

The table has the eight columns of an event: two keys, three days, three codes. Both ways are those of the engine
(`people/bulk/reading.py`), under its role, with its types; each is run three times in turn and the middle is taken. A
cluster of its own is made for the run and removed afterwards. Printed are rows a second of each, and their ratio.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pyarrow as pa

GOAL = 700_000
MADE = """
create table snapshot_rows as
select g::bigint as id, md5((g / 3)::text)::uuid as person_id, date '2015-01-01' + (g % 4000)::int as offence_on,
  lpad((g % 500)::text, 5, '0') as offence_code, date '2015-03-01' + (g % 4000)::int as proven_on,
  (array['fine', 'community', 'custody', 'caution'])[1 + g % 4] as disposal,
  case when g % 9 > 0 then date '2015-03-01' + (g % 4000)::int end as start_on,
  case when g % 50 > 0 then 'E070000' || (66 + g % 12)::text else '' end as area
from generate_series(1, {rows}) g"""
TYPES = {
    "id": pa.int64(), "person_id": pa.string(), "offence_on": pa.date32(), "offence_code": pa.string(),
    "proven_on": pa.date32(), "disposal": pa.string(), "start_on": pa.date32(), "area": pa.string(),
}  # fmt: skip
SELECT = f"select {', '.join(TYPES)} from snapshot_rows where id > %s"
ROUNDS = 3


def main(rows: int) -> int:
    """Measure and print; 1 when the two ways give different tables."""
    home = Path(tempfile.mkdtemp(prefix="concerted-bench-"))
    home.chmod(0o755)
    os.environ |= {"CONCERTED_HOME": str(home), "CONCERTED_ROLE": "engine"}
    command = [sys.executable, "-m", "concerted.cli", "database"]
    try:
        subprocess.run([*command, "start"], check=True, capture_output=True)
        make(rows)
        return measured(rows)
    finally:
        subprocess.run([*command, "stop"], check=False, capture_output=True)
        shutil.rmtree(home, ignore_errors=True)


def make(rows: int) -> None:
    """Write the table as the owner of all tables, and let the engine read it."""
    from concerted.web.embedded.connections import connection  # noqa: PLC0415 - the environment names the cluster

    entry = connection("migrator")
    place = {"host": entry["HOST"], "dbname": entry["NAME"], "user": entry["USER"], "password": entry["PASSWORD"]}
    with psycopg.connect(**place) as owner:
        owner.execute(MADE.format(rows=rows))
        owner.execute("grant select on snapshot_rows to engine")
    with psycopg.connect(**place, autocommit=True) as owner:
        owner.execute("vacuum analyze snapshot_rows")


def measured(rows: int) -> int:
    """Time both ways in turn and print."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "concerted.web.settings"
    import django  # noqa: PLC0415 - its settings read the environment

    django.setup()
    from django.db import transaction  # noqa: PLC0415

    from concerted.people.bulk.reading import one_snapshot, read_arrow  # noqa: PLC0415

    def by_adbc() -> pa.Table:
        with one_snapshot() as read:
            return read(SELECT, TYPES, (0,))

    def by_copy() -> pa.Table:
        with transaction.atomic():
            return read_arrow(SELECT, TYPES, (0,))

    ways: dict[str, Callable[[], pa.Table]] = {"ADBC": by_adbc, "COPY and CSV": by_copy}
    taken: dict[str, list[float]] = {name: [] for name in ways}
    tables = {}
    for _ in range(ROUNDS):
        for name, way in ways.items():
            began = time.perf_counter()
            tables[name] = way()
            taken[name].append(time.perf_counter() - began)
    speed = {name: rows / statistics.median(times) for name, times in taken.items()}
    for name, rate in speed.items():
        print(f"{name:14} {rate:12,.0f} rows/s")
    ratio = speed["ADBC"] / speed["COPY and CSV"]
    reached = "reached" if speed["ADBC"] >= GOAL else "missed"
    print(f"ADBC is {ratio:.2f} x COPY; goal of {GOAL:,} rows/s {reached}")
    return 0 if tables["ADBC"].equals(tables["COPY and CSV"]) else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000))
