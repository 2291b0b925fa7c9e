"""The default engine: the measure's one statement, run by DuckDB over one range of persons after another.

Everything is counted by person, so ranges are exact and their sums add; memory stays that of one range.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from concerted.analytics.engines.cells import Cells, added, added_cells, added_times, four_quarters
from concerted.analytics.engines.duckdb_memory import in_memory
from concerted.analytics.engines.extract import Extract
from concerted.analytics.engines.shards import Shard, shards
from concerted.analytics.engines.starts import span_of_starts
from concerted.analytics.measures.specification import Cohort, Specification
from concerted.analytics.measures.statement import (
    cells_statement,
    members_statement,
    outside_ages_statement,
    repeats_of_members_statement,
    repeats_statement,
    times_statement,
)

ROWS_A_SHARD = 450_000
"""Events of one shard: the process then peaks between 300 and 450 MB (`benchmarks/measures.py`)."""


def cells(spec: Specification, extract: Extract, *, rows_a_shard: int = ROWS_A_SHARD) -> Cells:
    """Return the cells of a measure. Raises ValueError when its cohort needs a caseload and the extract has none."""
    statement = cells_statement(spec, as_at=extract.as_at, span=span_of_starts(spec, extract))
    return added_cells(_by_shard(spec, extract, statement, rows_a_shard))


def times(spec: Specification, extract: Extract, *, rows_a_shard: int = ROWS_A_SHARD) -> pa.Table:
    """Return, in `TIMES_SCHEMA`, after how many days the members of each cell first reoffended or were censored."""
    statement = times_statement(spec, as_at=extract.as_at, span=span_of_starts(spec, extract))
    return added_times(_by_shard(spec, extract, statement, rows_a_shard))


def repeats(
    spec: Specification,
    extract: Extract,
    *,
    ending: str,
    by: Sequence[str] = (),
    rows_a_shard: int = ROWS_A_SHARD,
) -> pa.Table:
    """Count, in the year that ends with a quarter, the persons who stand n times in a cell and reoffended r times.

    Columns: the dimensions of `by` (not quarter), n, r, persons; sorted. `intervals.clustered` reads n, r, persons.
    """
    statement = repeats_statement(spec, quarters=four_quarters(ending), by=by, span=span_of_starts(spec, extract))
    parts = _by_shard(spec, extract, statement, rows_a_shard)
    return added(parts, by=(*by, "n", "r"), counts=("persons",)).select([*by, "n", "r", "persons"])


def repeats_of(
    spec: Specification,
    extract: Extract,
    *,
    endings: Sequence[str],
    breakdowns: Sequence[Sequence[str]],
    rows_a_shard: int = ROWS_A_SHARD,
) -> dict[tuple[str, tuple[str, ...]], pa.Table]:
    """Return `repeats` for several endings and breakdowns, by (ending, breakdown), following each person only once."""
    wanted = [(ending, tuple(by)) for ending in endings for by in breakdowns]
    parts: dict[tuple[str, tuple[str, ...]], list[pa.Table]] = {one: [] for one in wanted}
    statement_of_members = members_statement(spec, span=span_of_starts(spec, extract))
    with in_memory() as connection:
        _prepare(connection)
        for shard in shards(extract.events, rows=rows_a_shard):
            _view(connection, extract, shard)
            connection.execute(f"CREATE OR REPLACE TEMP TABLE members AS {statement_of_members}")
            for ending, by in wanted:
                statement = repeats_of_members_statement(quarters=four_quarters(ending), by=by)
                parts[ending, by].append(connection.sql(statement).to_arrow_table())
    return {
        (ending, by): added(tables, by=(*by, "n", "r"), counts=("persons",)).select([*by, "n", "r", "persons"])
        for (ending, by), tables in parts.items()
    }


def outside_ages(spec: Specification, extract: Extract, *, rows_a_shard: int = ROWS_A_SHARD) -> int:
    """Count the entries in the cohort that the measure leaves out because of the person's age."""
    parts = _by_shard(spec, extract, outside_ages_statement(spec, span=span_of_starts(spec, extract)), rows_a_shard)
    return sum(part["left_out"][0].as_py() for part in parts)


def _by_shard(spec: Specification, extract: Extract, statement: str, rows: int) -> Iterator[pa.Table]:
    if spec.cohort is Cohort.CASELOAD and extract.caseload is None:
        raise ValueError(f"The measure {spec.code} counts a caseload, and none was given.")
    with in_memory() as connection:
        _prepare(connection)
        for shard in shards(extract.events, rows=rows):
            _view(connection, extract, shard)
            yield connection.sql(statement).to_arrow_table()


def _prepare(connection: duckdb.DuckDBPyConnection) -> None:
    # order costs memory and means nothing here; the footers of large files are read once, not by every shard
    connection.execute("SET preserve_insertion_order = false")
    connection.execute("SET parquet_metadata_cache = true")


def _view(connection: duckdb.DuckDBPyConnection, extract: Extract, shard: Shard) -> None:
    """Let the statements' relations mean the rows of one range of persons."""
    files: dict[str, Path] = {"events": extract.events, "persons": extract.persons}
    if extract.caseload is not None:
        files["caseload"] = extract.caseload
    for name, path in files.items():
        source = str(path).replace("'", "''")
        connection.execute(
            f"CREATE OR REPLACE TEMP VIEW {name} AS SELECT * FROM read_parquet('{source}') WHERE {shard.condition()}"
        )
