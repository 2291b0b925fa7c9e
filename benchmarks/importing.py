"""How fast a police file is imported whole, beside a bare COPY of the same rows into an unlogged table.

    python benchmarks/importing.py [ROWS]      80,000 rows unless told otherwise

The import is the one that partners' files take: read, check, COPY, load into records, addresses, events and search
tokens with their indexes, and quarantine. A cluster of its own is made for the run and removed afterwards. Printed
are rows a second of a first sending, of the same file sent again, and the ratio of each to the bare COPY, of one run.
"""

import io
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import psycopg
import pyarrow as pa
import pyarrow.csv
from reading import TODAY, police_file

from concerted.exchange.checking import Limits, check
from concerted.exchange.finding import feeds
from concerted.exchange.importing.types import TYPES
from concerted.exchange.reading import read_file
from concerted.web.embedded.connections import connection

FEED = feeds()["police_events"]
PEOPLE_A_ROW = 0.31
"""People a row, as in the police file of the demonstration county."""


def concerted(home: Path, role: str, *command: str) -> None:
    """Run a command of Concerted on the cluster of this run. Raises CalledProcessError when it fails."""
    environment = {**os.environ, "CONCERTED_HOME": str(home), "CONCERTED_ROLE": role}
    subprocess.run([sys.executable, "-m", "concerted.cli", *command], env=environment, check=True, capture_output=True)


def opened() -> psycopg.Connection[Any]:
    """Return a connection as the owner of the tables."""
    entry: dict[str, Any] = connection("migrator")
    return psycopg.connect(
        host=entry["HOST"], port=entry["PORT"] or None, dbname=entry["NAME"], user=entry["USER"],
        password=entry["PASSWORD"], autocommit=True,
    )  # fmt: skip


def bare_copy(database: psycopg.Connection[Any], rows: pa.Table) -> float:
    """Return the seconds of a COPY of the checked rows into an unlogged table without an index, best of three."""
    columns = ", ".join(f'"{c.name}" {TYPES.get(c.kind, "text")}' for c in FEED.columns)
    buffer = io.BytesIO()
    pyarrow.csv.write_csv(rows, buffer, pyarrow.csv.WriteOptions(include_header=False, quoting_style="needed"))
    taken = []
    for _ in range(3):
        database.execute("drop table if exists bare")
        database.execute(f"create unlogged table bare (row bigint, {columns})")
        started = time.perf_counter()
        with database.cursor().copy("copy bare from stdin with (format csv)") as copy:
            copy.write(buffer.getbuffer())
        taken.append(time.perf_counter() - started)
    return min(taken)


def main(rows: int) -> None:
    """Measure and print."""
    home = Path(tempfile.mkdtemp(prefix="concerted-bench-"))
    home.chmod(0o755)
    os.environ["CONCERTED_HOME"] = str(home)
    path = home / "police_events.csv"
    police_file(path, rows, people=int(rows * PEOPLE_A_ROW))
    try:
        concerted(home, "migrator", "database", "start")
        concerted(home, "migrator", "manage", "migrate", "--database", "migrator", "-v0")
        concerted(home, "migrator", "manage", "set_up", "--as-at", TODAY.isoformat())
        for _ in range(2):
            concerted(home, "engine", "import", str(path))
        good = check(read_file(path, FEED), FEED, Limits(today=TODAY)).good
        with opened() as database:
            bare = bare_copy(database, good)
            taken = database.execute("select seconds from exchange_sending order by sent_at").fetchall()
        print(f"bare COPY:  {good.num_rows / bare:10,.0f} rows/s ({bare:.2f} s)")
        for what, (seconds,) in zip(("first sending", "sent again"), taken, strict=True):
            print(
                f"{what + ':':<14}{rows / seconds:8,.0f} rows/s ({seconds:.2f} s), {seconds / bare:.1f} x a bare COPY"
            )
    finally:
        concerted(home, "migrator", "database", "stop")
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 80_000)
