"""Reads an analyst's own files into an extract: wrong cells are refused, rows that contradict themselves are left out.

Nothing is dropped in silence: what is left out, and what is counted but odd, comes back with its rows.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from concerted.analytics.engines.checking import SHOWN, checked, quoted
from concerted.analytics.engines.doubts import UNBELIEVED_BIRTH, Doubt, Found, doubts
from concerted.analytics.engines.duckdb_memory import in_memory
from concerted.analytics.engines.extract import ROWS_A_GROUP, Extract
from concerted.analytics.engines.offence_codes import that_no_row_has, write_codes_alike
from concerted.analytics.engines.source_file import SourceFile, opened
from concerted.analytics.engines.tables import CASELOAD, EVENTS, PERSONS, Table
from concerted.analytics.measures.specification import Cohort, Specification
from concerted.kernel.errors import BadFile

FIRST_ROWS = 5
"""Row numbers that are given for a doubt."""

NOTHING_PROVEN = date(1000, 1, 1)
"""The as-at date where none is given and nothing was proven: before any cohort, so that every one is provisional."""


@dataclass(frozen=True)
class Reading:
    """An extract, with what was found on the way; `as_at_from` says where its as-at date comes from.

    Of each table, the rows of its file are those that the extract has and those that `removed` counts. Both are in
    `left_out` or `noticed` for whatever makes them count for less.
    """

    extract: Extract
    sources: tuple[SourceFile, ...]
    as_at_from: str
    left_out: tuple[Found, ...]
    noticed: tuple[Found, ...]
    removed: dict[str, int]


def read(
    spec: Specification,
    *,
    events: Path,
    persons: Path,
    caseload: Path | None,
    folder: Path,
    as_at: date | None = None,
) -> Reading:
    """Read CSV or Parquet files and write the extract to `folder`, which must exist.

    Without `as_at`, the last day on which anything was proven stands for it. Raises BadFile, naming file, column and
    row, for cells that cannot be read; and when the measure needs a caseload that is not given.
    """
    sent = [(EVENTS, events), (PERSONS, persons)]
    if spec.cohort is Cohort.CASELOAD:
        if caseload is None:
            raise BadFile(f"The measure {spec.code} needs a caseload: give it with --caseload FILE.")
        sent.append((CASELOAD, caseload))
    sources = tuple(opened(path, table, folder) for table, path in sent)
    with in_memory(spill_to=folder / "spill") as connection:
        _load(connection, sources, folder)
        listed = [*doubts(spec, as_at=as_at), write_codes_alike(connection)]
        _prepare(connection, spec, sources, listed)
        found = _found(connection, sources, listed)
        written = {source.table.name: _write(connection, source.table, folder) for source in sources}
        latest = connection.sql("SELECT max(proven_on) FROM events_kept").fetchall()[0][0]
        unmet = tuple(that_no_row_has(connection, spec))
    return Reading(
        extract=Extract(
            events=written["events"],
            persons=written["persons"],
            caseload=written.get("caseload"),
            as_at=as_at or latest or NOTHING_PROVEN,
        ),
        sources=sources,
        as_at_from="given" if as_at else "the last day on which anything in the events was proven",
        left_out=tuple(one for doubt, one in found if one.rows and (doubt.removes or doubt.left_out)),
        noticed=(
            *(one for doubt, one in found if one.rows and not (doubt.removes or doubt.left_out)),
            *unmet,
            *(one for source in sources for one in _of_files(source)),
        ),
        removed={
            source.table.name: sum(
                one.rows for doubt, one in found if doubt.removes and doubt.table == source.table.name
            )
            for source in sources
        },
    )


def _of_files(source: SourceFile) -> Iterator[Found]:
    name = source.table.name
    if source.lacks_last_line_end():
        yield Found(name, "the last row has no line end: is the file whole?", 1, (source.last_row,))
    if source.inner_breaks:
        yield Found(
            name,
            f"line breaks within cells in quotation marks, {source.inner_breaks:,} of them: "
            "where a mark is missing, rows are missing too",
            0,
        )


def _load(connection: duckdb.DuckDBPyConnection, sources: tuple[SourceFile, ...], folder: Path) -> None:
    """Check every file, then make the views `…_read`, in which ids are whole numbers if all of them are."""
    files = [checked(connection, source) for source in sources]
    whole_numbers = all(file.whole_numbers for file in files)
    for file in files:
        file.load(connection, folder, whole_numbers=whole_numbers)
    _refuse_doubled_persons(connection, sources)


def _refuse_doubled_persons(connection: duckdb.DuckDBPyConnection, sources: tuple[SourceFile, ...]) -> None:
    doubled = connection.sql(
        "SELECT person_id, min(row, 2) FROM persons_read WHERE person_id IS NOT NULL GROUP BY person_id "
        f"HAVING count(*) > 1 ORDER BY min(row) LIMIT {SHOWN}"
    ).fetchall()
    if doubled:
        (file,) = (source.name for source in sources if source.table is PERSONS)
        raise BadFile(
            "\n".join(
                f"{file}, column person_id, rows {first} and {second}: '{person}' stands there more than once; "
                "keep one row a person."
                for person, (first, second) in doubled
            )
        )


def _prepare(
    connection: duckdb.DuckDBPyConnection, spec: Specification, sources: tuple[SourceFile, ...], listed: list[Doubt]
) -> None:
    """Make the views `…_marked` (all rows, `removed_by`) and `…_kept` (what reaches an engine)."""
    for source in sources:
        name = source.table.name
        removing = [doubt for doubt in listed if doubt.table == name and doubt.removes]
        whens = " ".join(f"WHEN {doubt.condition} THEN {quoted(doubt.reason)}" for doubt in removing)
        removed_by = f"CASE {whens} END" if whens else "CAST(NULL AS VARCHAR)"
        connection.execute(f"CREATE TEMP VIEW {name}_marked AS SELECT *, {removed_by} AS removed_by FROM {name}_read")
        connection.execute(f"CREATE TEMP VIEW {name}_kept AS SELECT * FROM {name}_marked WHERE removed_by IS NULL")
    days = ["SELECT person_id, least(offence_on, proven_on, start_on) AS day FROM events_kept"]
    if spec.cohort is Cohort.CASELOAD:
        days.append("SELECT person_id, snapshot_on FROM caseload_kept")
    connection.execute(
        "CREATE TEMP VIEW first_days AS SELECT person_id, min(day) AS first_on "
        f"FROM ({' UNION ALL '.join(days)}) GROUP BY person_id"
    )
    connection.execute(
        "CREATE OR REPLACE TEMP VIEW persons_kept AS SELECT persons_marked.*, first_on "
        "FROM persons_marked LEFT JOIN first_days ON persons_marked.person_id = first_days.person_id "
        "WHERE removed_by IS NULL"
    )


def _found(
    connection: duckdb.DuckDBPyConnection, sources: tuple[SourceFile, ...], listed: list[Doubt]
) -> list[tuple[Doubt, Found]]:
    """Count the rows for which each doubt holds: those that remove among all, the others among what is kept."""
    found: dict[Doubt, Found] = {}
    for name in (source.table.name for source in sources):
        of_table = [doubt for doubt in listed if doubt.table == name]
        removing = {doubt: f"removed_by = {quoted(doubt.reason)}" for doubt in of_table if doubt.removes}
        others = {doubt: doubt.condition for doubt in of_table if not doubt.removes}
        found.update(_counted(connection, f"{name}_marked", removing))
        found.update(_counted(connection, f"{name}_kept", others))
    return [(doubt, found[doubt]) for doubt in listed if doubt in found]


def _counted(
    connection: duckdb.DuckDBPyConnection, view: str, conditions: Mapping[Doubt, str]
) -> Iterable[tuple[Doubt, Found]]:
    """Count the rows of a view for which each condition holds, in one pass over them."""
    names = [f"holds_{number}" for number in range(len(conditions))]
    columns = ", ".join(f"{condition} AS {name}" for condition, name in zip(conditions.values(), names, strict=True))
    totals = ", ".join(f"count(*) FILTER ({name}), min(row, {FIRST_ROWS}) FILTER ({name})" for name in names)
    table = view.rpartition("_")[0]
    (numbers,) = connection.sql(
        f"SELECT {totals} FROM (SELECT row, {columns} FROM {view} AS {table}_doubted)"
    ).fetchall()
    for doubt, rows, first in zip(conditions, numbers[::2], numbers[1::2], strict=True):
        yield doubt, Found(doubt.table, doubt.reason, rows, tuple(first or ()))


def _write(connection: duckdb.DuckDBPyConnection, table: Table, folder: Path) -> Path:
    path = folder / f"{table.name}.parquet"
    columns = ", ".join(table.names)
    if table is PERSONS:
        columns = f"person_id, CASE WHEN NOT {UNBELIEVED_BIRTH} THEN born_on END AS born_on, sex"
    connection.execute(
        f"COPY (SELECT {columns} FROM {table.name}_kept ORDER BY person_id, row) TO {quoted(path)} "
        f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROWS_A_GROUP})"
    )
    return path
