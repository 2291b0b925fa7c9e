"""Rows of the database as Arrow tables, for the engine, which reads whole tables: by ADBC, or in its own transaction.

`one_snapshot` is how a county is read: what is committed, by ADBC on a session of its own. `read_arrow` is for code
that must see what its own transaction has written, which no other session can.
"""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeAlias

import adbc_driver_postgresql
import adbc_driver_postgresql.dbapi
import psycopg
import pyarrow as pa
from django.db import connection
from psycopg.conninfo import make_conninfo
from pyarrow import csv

Types: TypeAlias = dict[str, pa.DataType]
Read: TypeAlias = Callable[[str, Types, tuple[object, ...]], pa.Table]
"""Reads a select: its text, the columns with their types in order, the parameters."""

SQL_TYPES = {
    pa.string(): "text", pa.date32(): "date", pa.bool_(): "boolean", pa.int16(): "smallint", pa.int32(): "integer",
    pa.int64(): "bigint", pa.float64(): "double precision",
}  # fmt: skip
NOT_LIBPQ = ("cursor_factory", "context", "prepare_threshold", "server_side_binding")
"""What Django adds to the parameters of a connection for psycopg alone."""
BATCH_BYTES = 2**20
"""Size of the batches in which rows arrive."""


@contextmanager
def one_snapshot() -> Iterator[Read]:
    """Yield a reader whose reads all see the database as it is now, whatever is committed meanwhile.

    It reads by ADBC on a session of its own, which logs in with the role of this process's connection, within one
    read-only transaction, and cannot see what the caller has not committed. Inside a transaction of the caller, whose
    own rows would then be missing, it reads through that transaction in its place.
    """
    if connection.in_atomic_block:
        yield read_arrow
        return
    with _session() as session:

        def read(select: str, types: Types, params: tuple[object, ...] = ()) -> pa.Table:
            return _read(session, select, types, params)

        yield read


def read_arrow(select: str, types: Types, params: tuple[object, ...] = ()) -> pa.Table:
    """Return the rows of a select with the columns named in `types`, in that order; SQL nulls are nulls.

    Runs in the caller's transaction and sees what it has written. An empty text stays empty, apart from null.
    """
    buffer = io.BytesIO()
    with connection.cursor() as cursor:
        cursor.execute("set local datestyle = 'ISO'")  # COPY passes Django by: a statement of its own sets the role
        with cursor.cursor.copy(f"copy ({select}) to stdout (format csv)", params) as copy:
            for block in copy:
                buffer.write(block)
    if not buffer.tell():
        return pa.schema(types.items()).empty_table()
    buffer.seek(0)
    return csv.read_csv(
        buffer,
        read_options=csv.ReadOptions(column_names=list(types)),
        parse_options=csv.ParseOptions(newlines_in_values=True),
        convert_options=csv.ConvertOptions(
            column_types=types,
            null_values=[""],
            true_values=["t"],
            false_values=["f"],
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
        ),
    )


@contextmanager
def _session() -> Iterator[adbc_driver_postgresql.dbapi.Connection]:
    given = {k: v for k, v in connection.get_connection_params().items() if k not in NOT_LIBPQ}
    with adbc_driver_postgresql.dbapi.connect(make_conninfo(**given)) as session:
        with session.cursor() as cursor:
            cursor.execute("set transaction isolation level repeatable read, read only")
        yield session


def _read(
    session: adbc_driver_postgresql.dbapi.Connection, select: str, types: Types, params: tuple[object, ...]
) -> pa.Table:
    names = ", ".join(f'"{name}"' for name in types)
    cast = ", ".join(f'"{name}"::{SQL_TYPES[kind]} as "{name}"' for name, kind in types.items())
    connection.ensure_connection()
    # parameters are written into the text: ADBC asks once for each set of them, row by row
    asked = psycopg.ClientCursor(connection.connection).mogrify(select, params or None)
    with session.cursor() as cursor:
        cursor.adbc_statement.set_options(
            **{adbc_driver_postgresql.StatementOptions.BATCH_SIZE_HINT_BYTES.value: str(BATCH_BYTES)}
        )
        cursor.execute(f"select {cast} from ({asked}) as asked ({names})")
        return cursor.fetch_record_batch().read_all().cast(pa.schema(types.items()))
