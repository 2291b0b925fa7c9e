"""Rows of the database as an Arrow table, by COPY: for the engine, which reads whole tables."""

import io

import pyarrow as pa
from django.db import connection
from pyarrow import csv


def read_arrow(select: str, types: dict[str, pa.DataType], params: tuple[object, ...] = ()) -> pa.Table:
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
