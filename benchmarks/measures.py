"""The proven measure over a synthetic history: shards against one query and against a raw scan, and the referee.

    python benchmarks/measures.py            1 million events
    python benchmarks/measures.py --large    1 and 10 million events, and the exponent of growth
    python benchmarks/measures.py --json     the same as JSON

Every engine runs in a process of its own, so that peak memory is its own; ratios are those of one run.
"""

import argparse
import json
import math
import multiprocessing
import resource
import sys
import time
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from concerted.analytics.engines import duckdb_shards, referee
from concerted.analytics.engines.cells import cells_hash
from concerted.analytics.engines.duckdb_memory import in_memory
from concerted.analytics.engines.extract import ROWS_A_GROUP, Extract
from concerted.analytics.measures.register import measure

SPEC = measure("proven")
AS_AT = date(2023, 12, 31)
SOUGHT = ("7", *["DATE '2015-05-05'"] * 3, "'E07000007'")
SAMPLE = 20_000
"""Persons whose cells the referee counts too."""


def main() -> int:
    """Run the benchmark and print a line a size; 1 when an engine disagrees."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--large", action="store_true", help="10 million events as well")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    results = [measured(size) for size in ([1_000_000, 10_000_000] if asked.large else [1_000_000])]
    if asked.json:
        print(json.dumps(results, indent=2))
    else:
        for result in results:
            print("  ".join(f"{name} {value}" for name, value in result.items()))
    if len(results) == 2:
        small, large = results
        exponent = math.log10(large["shards_s"] / small["shards_s"]) / math.log10(large["events"] / small["events"])
        print(f"growth exponent {exponent:.2f}", file=sys.stderr)
    return 0 if all(result["agree"] for result in results) else 1


def measured(size: int) -> dict:
    """Make a history of `size` events and run every engine over it once."""
    with TemporaryDirectory(prefix="concerted-bench-") as folder:
        extract = apart(made, size, Path(folder))[0]
        scan_s, scan_mb = apart(scan, extract)[1:]
        shards, shards_s, shards_mb = apart(by_shard, extract)
        whole, whole_s, whole_mb = apart(in_one_query, extract)
        sample = apart(sampled, extract, Path(folder))[0]
    return {
        "events": size,
        "cells": shards[1],
        "scan_s": round(scan_s, 3),
        "scan_mb": scan_mb,
        "shards_s": round(shards_s, 2),
        "shards_mb": shards_mb,
        "one_query_s": round(whole_s, 2),
        "one_query_mb": whole_mb,
        "shards_to_scan": round(shards_s / scan_s, 1),
        "shards_to_one_query": round(shards_s / whole_s, 2),
        "agree": shards == whole and sample[0] == sample[1],
    }


def apart(work, *arguments) -> tuple:
    """Run a function in a process of its own; return its result, seconds and peak megabytes."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        return pool.apply(timed, (work, arguments))


def timed(work, arguments) -> tuple:
    """Return a function's result, its seconds and the peak memory of this process in megabytes."""
    began = time.perf_counter()
    result = work(*arguments)
    seconds = time.perf_counter() - began
    return result, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def made(size: int, folder: Path) -> Extract:
    """Write a history: 11 years of events, two thirds of people with one, a few with many."""
    with in_memory() as connection:
        connection.execute("SELECT setseed(0.7)")
        connection.execute(
            f"""
            CREATE TEMP TABLE drawn AS
            SELECT
                -- a third power puts many events on few people
                CAST(floor({size} * 0.49 * power(random(), CASE WHEN random() < 0.35 THEN 3 ELSE 1 END)) AS BIGINT)
                    AS person_id,
                DATE '2011-01-01' + CAST(floor(random() * 4018) AS INTEGER) AS offence_on,
                CAST(floor(random() * 150) AS INTEGER) AS to_proof,
                CASE WHEN random() < 0.08 THEN CAST(floor(random() * 400) AS INTEGER) ELSE 0 END AS inside,
                'E0700' || lpad(CAST(CAST(floor(random() * 43) AS INTEGER) AS VARCHAR), 4, '0') AS area
            FROM range({size})
            """
        )
        options = f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROWS_A_GROUP})"
        connection.execute(
            f"""
            COPY (
                SELECT
                    person_id, offence_on, '00100' AS offence_code, offence_on + to_proof AS proven_on,
                    CASE WHEN inside > 0 THEN 'custody' ELSE 'fine' END AS disposal,
                    CASE WHEN inside < 390 THEN offence_on + to_proof + inside END AS start_on, area
                FROM drawn ORDER BY person_id, offence_on
            ) TO '{folder}/events.parquet' {options}
            """
        )
        connection.execute(
            f"""
            COPY (
                SELECT
                    person_id, DATE '1950-01-01' + CAST(hash(person_id) % 18000 AS INTEGER) AS born_on,
                    CASE WHEN hash(person_id, 1) % 6 = 0 THEN 'F' ELSE 'M' END AS sex
                FROM (SELECT DISTINCT person_id FROM drawn) ORDER BY person_id
            ) TO '{folder}/persons.parquet' {options}
            """
        )
    return Extract(folder / "events.parquet", folder / "persons.parquet", None, AS_AT)


def scan(extract: Extract) -> tuple:
    """Read every value of the columns that the measure needs; a plain max would be answered from the statistics."""
    columns = ("person_id", "offence_on", "proven_on", "start_on", "area")
    counted = ", ".join(
        f"count(*) FILTER (WHERE {name} = {value})" for name, value in zip(columns, SOUGHT, strict=True)
    )
    with in_memory() as connection:
        return connection.sql(f"SELECT {counted} FROM read_parquet('{extract.events}')").fetchall()[0]


def by_shard(extract: Extract) -> tuple[str, int]:
    """The default engine."""
    cells = duckdb_shards.cells(SPEC, extract)
    return cells_hash(cells), len(cells)


def in_one_query(extract: Extract) -> tuple[str, int]:
    """The same statement over everybody at once."""
    cells = duckdb_shards.cells(SPEC, extract, rows_a_shard=sys.maxsize)
    return cells_hash(cells), len(cells)


def sampled(extract: Extract, folder: Path) -> tuple[str, str]:
    """The hashes of the default engine and of the referee over the first persons."""
    small = folder / "sample"
    small.mkdir()
    with in_memory() as connection:
        for name in ("events", "persons"):
            connection.execute(
                f"COPY (FROM read_parquet('{getattr(extract, name)}') WHERE person_id < {SAMPLE}) "
                f"TO '{small / name}.parquet' (FORMAT parquet)"
            )
    part = Extract(small / "events.parquet", small / "persons.parquet", None, extract.as_at)
    return cells_hash(duckdb_shards.cells(SPEC, part)), cells_hash(referee.cells(SPEC, part))


if __name__ == "__main__":
    sys.exit(main())
