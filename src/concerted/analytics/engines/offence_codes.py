"""The offence codes of an analyst's events: written as the Home Office list has them, and those it lacks noticed."""

from collections.abc import Iterator

import duckdb
import pyarrow as pa

from concerted.analytics.engines.doubts import Doubt, Found
from concerted.analytics.harm.offences import normalised
from concerted.analytics.measures.specification import Specification

SHOWN = 5
"""Codes that are named; the rest are counted."""


def write_codes_alike(connection: duckdb.DuckDBPyConnection) -> Doubt:
    """Replace the codes in the view `events_read` by their five digits where the list has them in another shape.

    Return the doubt about those that the list lacks: they are counted as they stand. Its condition reads the view
    `unknown_codes`, which is made here.
    """
    found = connection.sql(
        "SELECT offence_code, count(*) FROM events_read WHERE offence_code IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1"
    ).fetchall()
    written = {code: normalised(code) for code, _ in found}
    table = pa.table(
        {"code": pa.array(list(written), pa.string()), "written": pa.array(list(written.values()), pa.string())}
    )
    connection.register("codes_of_the_file", table)
    connection.execute("CREATE TEMP TABLE codes AS SELECT * FROM codes_of_the_file")
    connection.execute("CREATE TEMP VIEW unknown_codes AS SELECT code FROM codes WHERE written IS NULL")
    connection.unregister("codes_of_the_file")
    if any(five is not None and five != code for code, five in written.items()):
        connection.execute("ALTER VIEW events_read RENAME TO events_sent")
        connection.execute(
            "CREATE TEMP VIEW events_read AS SELECT events_sent.* REPLACE (coalesce(written, offence_code) "
            "AS offence_code) FROM events_sent LEFT JOIN codes ON offence_code = code"
        )
    unknown = [code for code, five in written.items() if five is None]
    return Doubt(
        "events",
        f"the offence code is not in this package's list of Home Office codes, and counted as it stands: "
        f"{_named(unknown)}",
        "offence_code IN (SELECT code FROM unknown_codes)",
    )


def that_no_row_has(connection: duckdb.DuckDBPyConnection, spec: Specification) -> Iterator[Found]:
    """Yield the codes and disposals that a declaration names and no row of the events has: a misprint in either."""
    for column, words, called in (
        ("offence_code", spec.counted_offences, "offence codes that count"),
        ("disposal", spec.counted_disposals, "disposals that count"),
        ("disposal", spec.cohort_disposals, "disposals that begin a follow-up"),
    ):
        if words is not None:
            present = {value for (value,) in connection.sql(f"SELECT DISTINCT {column} FROM events_read").fetchall()}
            absent = sorted(words - present)
            if absent:
                yield Found("events", f"no row has these {called}: {_named(absent)}", 0)


def _named(words: list[str]) -> str:
    more = f" and {len(words) - SHOWN:,} more" if len(words) > SHOWN else ""
    return ", ".join(words[:SHOWN]) + more
