"""Our engines over a history, and the bound that none can pass: reading the columns."""

import sys
from pathlib import Path

from concerted.analytics.engines import duckdb_shards, referee
from concerted.analytics.engines.cells import cells_hash
from concerted.analytics.engines.duckdb_memory import in_memory
from concerted.analytics.engines.extract import Extract
from concerted.analytics.engines.register import engine
from concerted.analytics.measures.register import measure
from measuring.history import sample

SPEC = measure("proven")
SOUGHT = ("7", *["DATE '2015-05-05'"] * 3, "'E07000007'")
SAMPLE = 5_000
"""About so many persons are counted by the referee too."""


def scan(extract: Extract) -> tuple:
    """Read every value of the events' columns that the measure needs, and nothing of the persons.

    Equality is sought because a plain max would be answered from the statistics.
    """
    columns = ("person_id", "offence_on", "proven_on", "start_on", "area")
    counted = ", ".join(
        f"count(*) FILTER (WHERE {name} = {value})" for name, value in zip(columns, SOUGHT, strict=True)
    )
    with in_memory() as connection:
        return connection.sql(f"SELECT {counted} FROM read_parquet('{extract.events}')").fetchall()[0]


def by_shard(extract: Extract) -> str:
    """The default engine."""
    return cells_hash(duckdb_shards.cells(SPEC, extract))


def in_one_query(extract: Extract) -> str:
    """The same statement over everybody at once."""
    return cells_hash(duckdb_shards.cells(SPEC, extract, rows_a_shard=sys.maxsize))


def compiled(extract: Extract) -> str:
    """The engine `fast`."""
    return cells_hash(engine("fast").cells(SPEC, extract))


def sampled(extract: Extract, folder: Path) -> bool:
    """Whether the default engine, the engine `fast` and the referee agree over a sample of persons."""
    part = sample(extract, folder / "sample", persons=SAMPLE)
    engines = (duckdb_shards, engine("fast"), referee)
    return len({cells_hash(one.cells(SPEC, part)) for one in engines}) == 1
