"""Connections to a DuckDB of their own in memory, with the settings that every run needs."""

from pathlib import Path

import duckdb


def in_memory(*, spill_to: Path | None = None) -> duckdb.DuckDBPyConnection:
    """Return a connection to a new database in memory; what does not fit goes to files in the folder `spill_to`."""
    connection = duckdb.connect(":memory:")
    # the bar of a long query would be printed among the figures
    connection.execute("SET enable_progress_bar = false")
    if spill_to is not None:
        folder = str(spill_to).replace("'", "''")
        connection.execute(f"SET temp_directory = '{folder}'")
    return connection
