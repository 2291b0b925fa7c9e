"""Checks each cell of a file in SQL, and says for a wrong one where it stands, what it holds and how to mend it."""

from dataclasses import dataclass

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


def view(connection: duckdb.DuckDBPyConnection, source: SourceFile) -> None:
    """Make a view named after the table: its columns in their own types, and `row`, the number that a reader gives.

    Raises BadFile naming file, column and row of the first wrong cells.
    """
    quoted = str(source.parquet).replace("'", "''")
    file = f"read_parquet('{quoted}', file_row_number = true)"
    types = {name: kind for name, kind, *_ in connection.sql(f"DESCRIBE SELECT * FROM {file}").fetchall()}
    columns = {column: cleaned(column, types[column.name]) for column in source.table.columns}
    problems = _problems(connection, source, file, columns)
    if problems:
        raise BadFile("\n".join(problems))
    values = ", ".join(f"{clean.value} AS {column.name}" for column, clean in columns.items())
    connection.execute(
        f"CREATE TEMP VIEW {source.table.name}_sent AS "
        f"SELECT file_row_number + {source.first_row} AS row, {values} FROM {file}"
    )


def _problems(
    connection: duckdb.DuckDBPyConnection, source: SourceFile, file: str, columns: dict[Column, Cleaned]
) -> list[str]:
    messages: list[str] = []
    counted = 0
    for column, clean in columns.items():
        conditions = [(clean.wrong, f"is not {_EXPECTED[column.kind]}")]
        if column.required:
            conditions.append((f"{clean.value} IS NULL AND NOT ({clean.wrong})", "is empty; it must be filled"))
        for condition, complaint in conditions:
            found = connection.sql(
                f"SELECT file_row_number + {source.first_row}, CAST({column.name} AS VARCHAR), count(*) OVER () "
                f"FROM {file} WHERE {condition} ORDER BY 1 LIMIT {SHOWN}"
            ).fetchall()
            counted += found[0][2] if found else 0
            messages += [
                f"{source.name}, column {column.name}, row {row}: {'the cell' if value is None else repr(value)} "
                f"{complaint}."
                for row, value, _ in found
            ]
    if counted > SHOWN:
        return [*messages[:SHOWN], f"{source.name}: {counted - SHOWN:,} more cells are wrong."]
    return messages
