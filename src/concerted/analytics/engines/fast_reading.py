"""Reads the rows of one range of persons from Parquet into arrays sorted by person, by row groups."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from concerted.analytics.engines.shards import PersonId, Shard

TEXTS = ("offence_code", "disposal", "area", "sex")
"""Columns of few different words: they are read as numbers with a dictionary."""

PERSON_ID = "person_id"

Number = TypeVar("Number", bound=np.generic)


class RowsByPerson:
    """An open Parquet file that gives the rows of ranges of persons; one for each thread."""

    def __init__(self, path: Path, columns: Sequence[str]) -> None:
        words = [name for name in columns if name in TEXTS]
        self._file = pq.ParquetFile(path, read_dictionary=words, memory_map=True)
        self._columns = [PERSON_ID, *columns]
        self._bounds = _bounds(self._file.metadata)

    def of(self, shard: Shard) -> pa.Table:
        """Return the rows of a range of persons, sorted by person.

        Only row groups that may hold any are read: few in a sorted file, all in one that is not.
        """
        groups = [number for number, bounds in enumerate(self._bounds) if _may_hold(shard, bounds)]
        table = self._file.read_row_groups(groups, columns=self._columns, use_threads=False)
        return _only(table.combine_chunks(), shard)


def _bounds(metadata: Any) -> list[tuple[PersonId, PersonId] | None]:
    column = metadata.schema.names.index(PERSON_ID)
    statistics = [metadata.row_group(number).column(column).statistics for number in range(metadata.num_row_groups)]
    return [None if one is None or not one.has_min_max else (one.min, one.max) for one in statistics]


def _may_hold(shard: Shard, bounds: tuple[Any, Any] | None) -> bool:
    if bounds is None:
        return True
    least, most = bounds
    return (shard.first is None or most >= shard.first) and (shard.until is None or least < shard.until)


def _only(table: pa.Table, shard: Shard) -> pa.Table:
    ids = table[PERSON_ID]
    if not pc.all(pc.less_equal(ids[:-1], ids[1:])).as_py() and len(ids) > 1:
        table = table.sort_by(PERSON_ID)
        ids = table[PERSON_ID]
    first = 0 if shard.first is None else pc.sum(pc.less(ids, shard.first), min_count=0).as_py()
    until = len(ids) if shard.until is None else pc.sum(pc.less(ids, shard.until), min_count=0).as_py()
    return table.slice(first, until - first)


def numbered(tables: Sequence[pa.Table]) -> list[npt.NDArray[np.int64]]:
    """Return the person ids of tables as whole numbers in the order of the ids, equal where the ids are."""
    columns = [table[PERSON_ID] for table in tables]
    if all(pa.types.is_integer(column.type) for column in columns):
        return [frozen(_one(column.cast(pa.int64())).to_numpy()) for column in columns]
    texts = [_one(column.cast(pa.string())) for column in columns]
    encoded = pa.concat_arrays(texts).dictionary_encode()
    order = pc.sort_indices(encoded.dictionary).to_numpy()
    places = np.empty(len(order), np.int64)
    places[order] = np.arange(len(order))
    numbers = places[encoded.indices.to_numpy()]
    return [frozen(part) for part in np.split(numbers, np.cumsum([len(text) for text in texts])[:-1])]


def days(table: pa.Table, name: str, missing: int) -> npt.NDArray[np.int32]:
    """Return a column of days, with `missing` where there is none."""
    numbers = _one(table[name].cast(pa.date32())).view(pa.int32())
    return frozen(pc.fill_null(numbers, pa.scalar(missing, pa.int32())).to_numpy())


def between(table: pa.Table, *names: str) -> list[int]:
    """Return the first and the last of all days in some columns; nothing where there is none."""
    found = [pc.min_max(table[name].cast(pa.date32()).cast(pa.int32())).as_py() for name in names]
    return [day for one in found for day in (one["min"], one["max"]) if day is not None]


def words(table: pa.Table, name: str) -> tuple[list[str], npt.NDArray[np.int32]]:
    """Return the different words of a column, and for each row the place of its word, -1 where there is none."""
    column = table[name]
    if not pa.types.is_dictionary(column.type):
        column = column.cast(pa.string()).dictionary_encode()
    one = _one(column.unify_dictionaries())
    places = pc.fill_null(one.indices.cast(pa.int32()), pa.scalar(-1, pa.int32()))
    return one.dictionary.to_pylist(), places.to_numpy()


def among(table: pa.Table, name: str, wanted: frozenset[str]) -> npt.NDArray[np.bool_]:
    """Say for each row whether its word is one of those wanted; a missing word is none."""
    listed, places = words(table, name)
    # the last entry is that of place -1
    return np.array([*(word in wanted for word in listed), False])[places]


def frozen(array: npt.NDArray[Number]) -> npt.NDArray[Number]:
    """Return an array that may not be written to: the compiled loops are made for such, as Arrow's are."""
    array.flags.writeable = False
    return array


def _one(column: Any) -> Any:
    return column if isinstance(column, pa.Array) else column.combine_chunks()
