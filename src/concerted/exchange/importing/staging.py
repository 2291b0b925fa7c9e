"""Brings checked rows into a staging table by COPY, and hands them to the loader that the feed names."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pyarrow as pa
import pyarrow.csv

from concerted.access.rooms import offering
from concerted.exchange.importing.types import TYPES
from concerted.kernel.feeds import Feed
from concerted.kernel.loading import Loader


def loader_of(feed: Feed) -> Loader:
    """Return the loader that a room offers under the name that the feed declares. Raises LookupError when none does."""
    for room in offering("loading"):
        found: Loader | None = room.LOADERS.get(feed.load)
        if found is not None:
            return found
    raise LookupError(f"No room loads {feed.load}.")


@contextmanager
def staged(cursor: Any, feed: Feed, rows: pa.Table) -> Iterator[str]:
    """Yield the name of a temporary table of the rows; it and others named stage_... are gone after the block."""
    table = f"stage_{feed.code}"
    columns = ", ".join(f'"{c.name}" {TYPES.get(c.kind, "text")}' for c in feed.columns)
    cursor.execute("set local work_mem = '64MB'")  # sorts of one file stay in memory
    cursor.execute("set local default_statistics_target = 10")  # of staging tables, which live for a second
    cursor.execute(f"create temporary table {table} (row bigint, {columns}) on commit drop")
    names = ", ".join(f'"{name}"' for name in rows.column_names)
    buffer = io.BytesIO()
    options = pyarrow.csv.WriteOptions(include_header=False, quoting_style="needed")
    pyarrow.csv.write_csv(rows, buffer, options)
    with cursor.copy(f"copy {table} ({names}) from stdin with (format csv)") as copy:
        copy.write(buffer.getbuffer())
    cursor.execute(f"analyze {table}")
    yield table
    cursor.execute(
        "select string_agg(format('%I', relname), ', ') from pg_class "
        "where relnamespace = pg_my_temp_schema() and relkind = 'r' and relname like 'stage\\_%'"
    )
    (left,) = cursor.fetchone()
    cursor.execute(f"drop table {left}")
