"""Checks each cell of a file in SQL, and says for a wrong one where it stands, what it holds and how to mend it."""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from concerted.analytics.engines.source_file import SourceFile
from concerted.analytics.engines.tables import Column, Kind
from concerted.kernel.errors import BadFile

SHOWN = 10
"""Wrong cells listed in full; the rest are counted."""

WHOLE_NUMBER = r"0|-?[1-9]\d{0,17}"
"""Text that is a whole number and only one way of writing it: 007 is an id of its own."""

_EXPECTED = {
    Kind.ID: "an id; give whole numbers or text",
    Kind.DAY: "a date; write it as 2013-11-29 (year-month-day)",
    Kind.SEX: "M or F; leave it empty or write U when it is not known",
    Kind.TEXT: "text",
}


@dataclass(frozen=True)
class Cleaned:
    """A column as SQL over the file: its value in its own type, and whether the cell is wrong."""

    value: str
    wrong: str


def cleaned(column: Column, sql_type: str) -> Cleaned:
    """Return a column of a type found in the file as expressions; a type that cannot hold it makes every cell wrong."""
    text = f"nullif(trim(CAST({column.name} AS VARCHAR)), '')"
    if column.kind is Kind.DAY:
        return _day(column.name, text, sql_type)
    if column.kind is Kind.SEX:
        return Cleaned(f"nullif(upper({text}), 'U')", f"upper({text}) NOT IN ('M', 'F', 'U')")
    readable = sql_type == "VARCHAR" or "INT" in sql_type or sql_type == "UUID"
    return Cleaned(text, "FALSE" if readable else f"{column.name} IS NOT NULL")


def _day(name: str, text: str, sql_type: str) -> Cleaned:
    if sql_type == "DATE":
        return Cleaned(name, "FALSE")
    if sql_type.startswith("TIMESTAMP"):
        return Cleaned(f"CAST({name} AS DATE)", f"CAST({name} AS TIMESTAMP) <> date_trunc('day', CAST({name} AS DATE))")
    if sql_type == "VARCHAR":
        day = f"CASE WHEN regexp_full_match({text}, '\\d{{4}}-\\d{{2}}-\\d{{2}}') THEN try_cast({text} AS DATE) END"
        return Cleaned(day, f"{text} IS NOT NULL AND {day} IS NULL")
    return Cleaned("NULL::DATE", f"{name} IS NOT NULL")


@dataclass(frozen=True)
class CheckedFile:
    """A file in which every cell can be read: where its rows are, and each column in its own type, both as SQL."""

    source: SourceFile
    rows: str
    columns: dict[str, str]
    whole_numbers: bool
    """Whether every person id is a whole number, written in its only way."""

    def load(self, connection: duckdb.DuckDBPyConnection, folder: Path, *, whole_numbers: bool) -> None:
        """Make the view `…_read`: the columns, ids as whole numbers or as text, and `row` as a reader numbers it.

        The view rests on a file in `folder`, so that text is turned into days once.
        """
        table = self.source.table.name
        values = self.columns | ({"person_id": "CAST(person_id AS BIGINT)"} if whole_numbers else {})
        listed = ", ".join(f"{value} AS {name}" for name, value in values.items())
        typed = folder / f"{table}.typed.parquet"
        connection.execute(
            f"COPY (SELECT file_row_number + {self.source.first_row} AS row, {listed} FROM {self.rows}) "
            f"TO {quoted(typed)} (FORMAT parquet, COMPRESSION lz4)"
        )
        connection.execute(f"CREATE TEMP VIEW {table}_read AS SELECT * FROM read_parquet({quoted(typed)})")


def checked(connection: duckdb.DuckDBPyConnection, source: SourceFile) -> CheckedFile:
    """Check every cell of a file. Raises BadFile naming file, column and row of the first wrong ones."""
    rows = f"read_parquet({quoted(source.parquet)}, file_row_number = true)"
    types = {name: kind for name, kind, *_ in connection.sql(f"DESCRIBE SELECT * FROM {rows}").fetchall()}
    columns = {column: cleaned(column, types[column.name]) for column in source.table.columns}
    _refuse_wrong_cells(connection, source, rows, columns)
    return CheckedFile(
        source=source,
        rows=rows,
        columns={column.name: clean.value for column, clean in columns.items()},
        whole_numbers=_whole_numbers(connection, rows, types["person_id"]),
    )


def _whole_numbers(connection: duckdb.DuckDBPyConnection, rows: str, sql_type: str) -> bool:
    if sql_type in ("BIGINT", "INTEGER", "SMALLINT", "TINYINT", "UINTEGER", "USMALLINT", "UTINYINT"):
        return True
    others = f"NOT regexp_full_match(CAST(person_id AS VARCHAR), '{WHOLE_NUMBER}')"
    return not connection.sql(f"SELECT 1 FROM {rows} WHERE {others} LIMIT 1").fetchall()


def quoted(text: object) -> str:
    """Return text as a literal of SQL."""
    return "'" + str(text).replace("'", "''") + "'"


def _refuse_wrong_cells(
    connection: duckdb.DuckDBPyConnection, source: SourceFile, rows: str, columns: dict[Column, Cleaned]
) -> None:
    complaints = [(column, clean.wrong, f"is not {_EXPECTED[column.kind]}") for column, clean in columns.items()] + [
        (column, f"{clean.value} IS NULL AND NOT ({clean.wrong})", "is empty; it must be filled")
        for column, clean in columns.items()
        if column.required
    ]
    counted = ", ".join(f"count(*) FILTER (WHERE {condition})" for _, condition, _ in complaints)
    (numbers,) = connection.sql(f"SELECT {counted} FROM {rows}").fetchall()
    messages: list[str] = []
    for number, (column, condition, complaint) in zip(numbers, complaints, strict=True):
        if number and len(messages) < SHOWN:
            messages += [
                f"{source.name}, column {column.name}, row {row}: {'the cell' if value is None else repr(value)} "
                f"{complaint}."
                for row, value in connection.sql(
                    f"SELECT file_row_number + {source.first_row}, CAST({column.name} AS VARCHAR) FROM {rows} "
                    f"WHERE {condition} ORDER BY 1 LIMIT {SHOWN - len(messages)}"
                ).fetchall()
            ]
    if sum(numbers) > len(messages):
        messages.append(f"{source.name}: {sum(numbers) - len(messages):,} more cells are wrong.")
    if messages:
        raise BadFile("\n".join(messages))
