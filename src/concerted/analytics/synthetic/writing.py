"""Files whose bytes depend on their content alone: delimited text, Parquet, JSON."""

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq


def write_text(
    path: Path, columns: Mapping[str, Sequence[object]], *, delimiter: str = ",", encoding: str = "utf-8"
) -> int:
    """Write columns of equal length with a header row; return the number of rows below it."""
    with path.open("w", newline="", encoding=encoding, errors="replace") as file:
        writer = csv.writer(file, delimiter=delimiter, lineterminator="\r\n")
        writer.writerow(columns)
        writer.writerows(zip(*columns.values(), strict=True))
    return len(next(iter(columns.values())))


def write_parquet(path: Path, columns: Mapping[str, pa.Array]) -> int:
    """Write Arrow columns; return the number of rows."""
    table = pa.table(dict(columns))
    pq.write_table(table, path, compression="zstd")
    return int(table.num_rows)


def write_json(path: Path, content: object) -> None:
    """Write JSON for people to read: keys in order, two spaces."""
    path.write_text(json.dumps(content, indent=2, sort_keys=True) + "\n", encoding="utf-8")
