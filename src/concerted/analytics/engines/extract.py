"""What a measure is run on: events, persons and caseload as Parquet files sorted by person, and their as-at date."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

ROWS_A_GROUP = 100_000
"""Rows of one row group: small enough that a shard reads little beyond its own persons."""


@dataclass(frozen=True)
class Extract:
    """Files that hold, with `person_id` whole numbers or text in all of them, never null:

    events    person_id, offence_on, offence_code, proven_on, disposal, start_on, area
    persons   person_id (once each), born_on, sex (M, F or null)
    caseload  person_id, snapshot_on, area; only where the cohort is a caseload

    `as_at` is the last day up to which everything proven is in the files. The order of rows changes no figure, only
    the speed: a shard then finds its persons side by side.
    """

    events: Path
    persons: Path
    caseload: Path | None
    as_at: date


def written(
    folder: Path, *, events: pa.Table, persons: pa.Table, caseload: pa.Table | None = None, as_at: date
) -> Extract:
    """Write Arrow tables as an extract into a folder that exists, sorted by person."""
    return Extract(
        events=_sorted_file(events, folder / "events.parquet"),
        persons=_sorted_file(persons, folder / "persons.parquet"),
        caseload=None if caseload is None else _sorted_file(caseload, folder / "caseload.parquet"),
        as_at=as_at,
    )


def _sorted_file(table: pa.Table, path: Path) -> Path:
    pq.write_table(table.sort_by([("person_id", "ascending")]), path, compression="zstd", row_group_size=ROWS_A_GROUP)
    return path
