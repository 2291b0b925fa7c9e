"""Parquet files, turned into the same columns of text as every other form."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from concerted.exchange.reading.headers import Headings
from concerted.exchange.reading.opening import size_in_words
from concerted.exchange.reading.sent import ROW, Most
from concerted.kernel.errors import BadFile
from concerted.kernel.feeds import Feed


def read_parquet(path: Path, feed: Feed, most: Most) -> tuple[pa.Table, Headings]:
    """Read a Parquet file; rows count from 2, as if a header stood above them. BadFile when it cannot be read."""
    try:
        with pq.ParquetFile(path, read_dictionary=pq.read_schema(path).names) as file:
            about = file.metadata
            size = sum(about.row_group(index).total_byte_size for index in range(about.num_row_groups))
            if size > most.unpacked_bytes or about.num_rows > most.rows:
                raise BadFile(
                    f"Unpacked, this file has {about.num_rows:,} rows and {size_in_words(size)}; at most {most.rows:,} "
                    f"rows and {size_in_words(most.unpacked_bytes)} are read. Send it in parts."
                )
            # Texts are read as dictionaries: a long one repeated in every row would otherwise fill the memory.
            headings = Headings(list(file.schema_arrow.names), feed, most)
            table = file.read()
            table.validate(full=True)
    except (pa.ArrowException, OSError) as error:
        raise BadFile("This Parquet file is damaged or was cut on its way. Send it again.") from error
    arrays = [pa.array(np.arange(2, table.num_rows + 2), pa.int64())]
    names = [ROW]
    for index, name in enumerate(headings.names):
        if name is not None:
            arrays.append(_as_text(table.column(index), headings.sent[index], most))
            names.append(name)
    return pa.table(arrays, names=names), headings


def _as_text(column: pa.ChunkedArray, heading: str, most: Most) -> pa.ChunkedArray:
    kind = column.type
    if pa.types.is_dictionary(kind):
        _refuse_endless(column, heading, most)
        column = column.cast(kind.value_type)
        kind = column.type
    if pa.types.is_boolean(kind):
        column = pc.if_else(column, "yes", "no")
    elif pa.types.is_timestamp(kind):
        column = pc.strftime(column.cast(pa.timestamp("s", tz=kind.tz), safe=False), format="%Y-%m-%d %H:%M:%S")
    try:
        return pc.fill_null(column.cast(pa.string()), "")
    except (pa.ArrowNotImplementedError, pa.ArrowInvalid) as error:
        raise BadFile(
            f"The column {heading} holds {kind}, which is no plain value. Send text, numbers and dates."
        ) from error


def _refuse_endless(column: pa.ChunkedArray, heading: str, most: Most) -> None:
    total = 0
    for chunk in column.chunks:
        if pa.types.is_string(chunk.dictionary.type) or pa.types.is_binary(chunk.dictionary.type):
            total += pc.sum(pc.binary_length(chunk.dictionary).take(chunk.indices)).as_py() or 0
    if total > most.unpacked_bytes:
        raise BadFile(
            f"Unpacked, the column {heading} grows past {size_in_words(most.unpacked_bytes)}: that is no honest table. "
            "Send the rows as CSV."
        )
