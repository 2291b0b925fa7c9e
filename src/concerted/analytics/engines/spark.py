"""The engine `spark`: the measure's one statement, translated by sqlglot, for data that outgrows one machine.

It starts a Spark of its own on this machine, or uses a cluster by its address: the files must then lie where every node
can read them. The first call starts Java, which takes some ten seconds; later calls use what it started.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import sqlglot

from concerted.analytics.engines.cells import Cells, added, added_cells, added_times, four_quarters
from concerted.analytics.engines.extract import Extract
from concerted.analytics.engines.spark_java import find_java
from concerted.analytics.engines.starts import span_of_starts
from concerted.analytics.measures.specification import Cohort, Specification
from concerted.analytics.measures.statement import cells_statement, repeats_statement, times_statement
from concerted.kernel.errors import Refused

try:
    from pyspark.sql import SparkSession
except ModuleNotFoundError as error:
    raise Refused("The engine spark needs pyspark: pip install 'concerted[spark]'.") from error

LOCAL = "local[*]"
"""This machine, in as many threads as there are processors."""

_SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
}
_SETTINGS_HERE = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    # the default of 200 is meant for a cluster
    "spark.sql.shuffle.partitions": "8",
}


def cells(spec: Specification, extract: Extract, *, master: str = LOCAL) -> Cells:
    """Return the cells of a measure. Raises ValueError when its cohort needs a caseload and the extract has none.

    `master` is the address of a cluster, such as `spark://host:7077`. Raises Refused when there is no Java.
    """
    statement = cells_statement(spec, as_at=extract.as_at, span=span_of_starts(spec, extract))
    return added_cells([_answer(spec, extract, statement, master)])


def times(spec: Specification, extract: Extract, *, master: str = LOCAL) -> pa.Table:
    """Return, in `TIMES_SCHEMA`, after how many days the members of each cell first reoffended or were censored."""
    statement = times_statement(spec, as_at=extract.as_at, span=span_of_starts(spec, extract))
    return added_times([_answer(spec, extract, statement, master)])


def repeats(
    spec: Specification, extract: Extract, *, ending: str, by: Sequence[str] = (), master: str = LOCAL
) -> pa.Table:
    """Count, in the year that ends with a quarter, the persons who stand n times in a cell and reoffended r times.

    Columns: the dimensions of `by` (not quarter), n, r, persons; sorted.
    """
    statement = repeats_statement(spec, quarters=four_quarters(ending), by=by, span=span_of_starts(spec, extract))
    found = added([_answer(spec, extract, statement, master)], by=(*by, "n", "r"), counts=("persons",))
    return found.select([*by, "n", "r", "persons"])


def translated(statement: str) -> str:
    """Return a statement of DuckDB's dialect in Spark's."""
    return sqlglot.transpile(statement, read="duckdb", write="spark")[0]


def _answer(spec: Specification, extract: Extract, statement: str, master: str) -> pa.Table:
    files: dict[str, Path] = {"events": extract.events, "persons": extract.persons}
    if spec.cohort is Cohort.CASELOAD:
        if extract.caseload is None:
            raise ValueError(f"The measure {spec.code} counts a caseload, and none was given.")
        files["caseload"] = extract.caseload
    session = _session(master)
    for name, path in files.items():
        session.read.parquet(str(path.resolve())).createOrReplaceTempView(name)
    found = session.sql(translated(statement)).toArrow()
    # Spark knows of some columns that they are never null; no other engine says so
    return found.cast(pa.schema([field.with_nullable(True) for field in found.schema]))


def _session(master: str) -> Any:
    """Return a session of its own, so that nobody else's views are replaced."""
    find_java()
    settings = _SETTINGS | (_SETTINGS_HERE if master.startswith("local") else {})
    return SparkSession.builder.appName("concerted").master(master).config(map=settings).getOrCreate().newSession()
