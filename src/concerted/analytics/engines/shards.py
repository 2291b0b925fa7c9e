"""Cuts a person-sorted file into ranges of persons of about equal size, from its metadata alone."""

from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pyarrow.parquet as pq

PersonId: TypeAlias = int | str


@dataclass(frozen=True)
class Shard:
    """The persons `[first, until)`; None means that the range is open at that end."""

    first: PersonId | None = None
    until: PersonId | None = None

    def condition(self, column: str = "person_id") -> str:
        """Return the range as a condition over a column of person ids."""
        limits = []
        if self.first is not None:
            limits.append(f"{column} >= {_literal(self.first)}")
        if self.until is not None:
            limits.append(f"{column} < {_literal(self.until)}")
        return " AND ".join(limits) or "TRUE"


def shards(path: Path, *, rows: int) -> list[Shard]:
    """Return ranges that cover every possible person once, each of about `rows` rows of the file.

    The ranges are exact whatever the file's order; in a file that is not sorted, or has no statistics, they are only
    less equal. A person is never cut in two.
    """
    cuts = _cuts(path, rows)
    return [Shard(first, until) for first, until in zip([None, *cuts], [*cuts, None], strict=True)]


def _cuts(path: Path, rows: int) -> list[PersonId]:
    metadata = pq.ParquetFile(path).metadata
    column = metadata.schema.names.index("person_id")
    cuts: set[PersonId] = set()
    waiting = 0
    for number in range(metadata.num_row_groups):
        group = metadata.row_group(number)
        statistics = group.column(column).statistics
        if waiting >= rows and statistics is not None and statistics.has_min_max:
            cuts.add(statistics.min)
            waiting = 0
        waiting += group.num_rows
    return sorted(cuts)


def _literal(value: PersonId) -> str:
    return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"
