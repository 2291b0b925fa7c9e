"""Connections to a DuckDB of their own in memory, with the settings that every run needs."""

from pathlib import Path

import duckdb

SPILLS_ABOVE = "600MB"
"""Memory of a run that may spill: sorting tens of millions of rows then takes disk in place of memory."""


def in_memory(*, spill_to: Path | None = None) -> duckdb.DuckDBPyConnection:
    """Return a connection to a new database in memory; what goes beyond `SPILLS_ABOVE` goes to files in `spill_to`."""
    connection = duckdb.connect(":memory:")
    # the bar of a long query would be printed among the figures
    connection.execute("SET enable_progress_bar = false")
    if spill_to is not None:
        folder = str(spill_to).replace("'", "''")
        connection.execute(f"SET temp_directory = '{folder}'")
        connection.execute(f"SET memory_limit = '{SPILLS_ABOVE}'")
    return connection
