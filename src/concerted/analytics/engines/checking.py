"""Checks each cell of a file in SQL, and says for a wrong one where it stands, what it holds and how to mend it."""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from concerted.analytics.engines.source_file import SourceFile
from concerted.analytics.engines.tables import Column, Kind
from concerted.kernel.errors import BadFile

SHOWN = 10
"""Wrong cells listed in full; the rest are counted."""

LONGEST_SHOWN = 60
"""Characters of a wrong cell that are shown."""

LONGEST_TEXT = 200
"""Characters; our choice. No id, code or area is longer, but a cell is that has swallowed other rows."""

FIRST_DAY, LAST_DAY = "1900-01-01", "2199-12-31"
"""Our choice. No event is dated outside them; a misprint is, and so is 9999-12-31 where a day is not known."""

WHOLE_NUMBER = r"0|-?[1-9]\d{0,17}"
"""Text that is a whole number and only one way of writing it: 007 is an id of its own."""

ODD_SPACE = " || ".join(["' '", *(f"chr({code})" for code in (0x09, 0xA0, 0xFEFF))])
"""What is taken from both ends of a cell where a file has them: spaces, tabs, and two that cannot be seen."""

WHOLE_TYPES = frozenset({f"{sign}{size}INT" for sign in ("", "U") for size in ("TINY", "SMALL", "BIG")})
WHOLE_TYPES |= {"INTEGER", "UINTEGER", "HUGEINT", "UHUGEINT"}

_DAY = "is not a date; write it as 2013-11-29 (year-month-day)."
_EXPECTED = {
    Kind.ID: "is not an id; give whole numbers or text.",
    Kind.DAY: _DAY,
    Kind.BIRTH: _DAY,
    Kind.SEX: "is not M or F; leave it empty or write U when it is not known.",
    Kind.TEXT: "is not text.",
}


@dataclass(frozen=True)
class Cleaned:
    """A column as SQL over the file: its value in its own type, and the complaints about a cell, each a condition."""

    value: str
    complaints: tuple[tuple[str, str], ...]


def cleaned(column: Column, sql_type: str, text: str) -> Cleaned:
    """Return a column of a type found in the file as expressions; a type that cannot hold it makes every cell wrong.

    `text` is the column as text without the spaces around it, null where nothing is left.
    """
    expected = _EXPECTED[column.kind]
    if column.kind in (Kind.DAY, Kind.BIRTH):
        value, wrong = _day(column.name, text, sql_type)
        limits = (FIRST_DAY, LAST_DAY) if column.kind is Kind.DAY else ("0001-01-01", "9999-12-31")
        outside = f"({value}) NOT BETWEEN DATE '{limits[0]}' AND DATE '{limits[1]}'"
        unlikely = f"lies before {limits[0][:4]} or after {limits[1][:4]}; leave the cell empty when it is not known."
        return Cleaned(value, ((wrong, expected), (outside, unlikely)))
    if column.kind is Kind.SEX:
        return Cleaned(f"nullif(upper({text}), 'U')", ((f"upper({text}) NOT IN ('M', 'F', 'U')", expected),))
    if sql_type in WHOLE_TYPES or sql_type == "UUID":
        return Cleaned(text, ())
    if sql_type != "VARCHAR":
        return Cleaned(text, ((f"{column.name} IS NOT NULL", expected),))
    swallowed = f"length({text}) > {LONGEST_TEXT} OR contains({text}, chr(10)) OR contains({text}, chr(13))"
    return Cleaned(
        text, ((swallowed, f"has a line break or over {LONGEST_TEXT} characters; is a quotation mark missing?"),)
    )


def _text(source: SourceFile, name: str) -> str:
    # to look for odd spaces takes three times as long
    spaces = f", {ODD_SPACE}" if source.odd_spaces else ""
    return f"nullif(trim(CAST({name} AS VARCHAR){spaces}), '')"


def _day(name: str, text: str, sql_type: str) -> tuple[str, str]:
    """Return a column as days, and the condition that a cell is none."""
    if sql_type == "DATE":
        return name, "FALSE"
    if sql_type.startswith("TIMESTAMP"):
        return f"CAST({name} AS DATE)", f"CAST({name} AS TIMESTAMP) <> date_trunc('day', CAST({name} AS DATE))"
    if sql_type == "VARCHAR":
        day = f"CASE WHEN CAST(try_cast({text} AS DATE) AS VARCHAR) = {text} THEN try_cast({text} AS DATE) END"
        return day, f"{text} IS NOT NULL AND {day} IS NULL"
    return "NULL::DATE", f"{name} IS NOT NULL"


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

        `spaced` says that an id stood between spaces. The view rests on a file in `folder`, so that text is turned
        into days once.
        """
        table = self.source.table.name
        values = self.columns | ({"person_id": "CAST(person_id AS BIGINT)"} if whole_numbers else {})
        listed = ", ".join(f"{value} AS {name}" for name, value in values.items())
        typed = folder / f"{table}.typed.parquet"
        connection.execute(
            f"COPY (SELECT file_row_number + {self.source.first_row} AS row, "
            f"coalesce(CAST(person_id AS VARCHAR) <> {_text(self.source, 'person_id')}, FALSE) AS spaced, {listed} "
            f"FROM {self.rows}) "
            f"TO {quoted(typed)} (FORMAT parquet, COMPRESSION lz4)"
        )
        connection.execute(f"CREATE TEMP VIEW {table}_read AS SELECT * FROM read_parquet({quoted(typed)})")


def checked(connection: duckdb.DuckDBPyConnection, source: SourceFile) -> CheckedFile:
    """Check every cell of a file. Raises BadFile naming file, column and row of the first wrong ones.

    A row may be blank, which is to have nothing in any column of the table; in others what is required must be filled.
    """
    rows = f"read_parquet({quoted(source.parquet)}, file_row_number = true)"
    try:
        types = {name: kind for name, kind, *_ in connection.sql(f"DESCRIBE SELECT * FROM {rows}").fetchall()}
        columns = {
            column: cleaned(column, types[column.name], _text(source, column.name)) for column in source.table.columns
        }
        _refuse_wrong_cells(connection, source, rows, columns)
        whole_numbers = _whole_numbers(connection, rows, types["person_id"])
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error as error:
        if source.is_text:
            raise
        raise BadFile(f"{source.name} is a damaged Parquet file; send it again ({_first_line(error)}).") from None
    return CheckedFile(
        source=source,
        rows=rows,
        columns={column.name: clean.value for column, clean in columns.items()},
        whole_numbers=whole_numbers,
    )


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0].replace(": ", ", ")


def _whole_numbers(connection: duckdb.DuckDBPyConnection, rows: str, sql_type: str) -> bool:
    if sql_type in WHOLE_TYPES - {"UBIGINT", "HUGEINT", "UHUGEINT"}:
        return True
    others = f"NOT regexp_full_match(CAST(person_id AS VARCHAR), '{WHOLE_NUMBER}')"
    return not connection.sql(f"SELECT 1 FROM {rows} WHERE {others} LIMIT 1").fetchall()


def quoted(text: object) -> str:
    """Return text as a literal of SQL."""
    return "'" + str(text).replace("'", "''") + "'"


def _refuse_wrong_cells(
    connection: duckdb.DuckDBPyConnection, source: SourceFile, rows: str, columns: dict[Column, Cleaned]
) -> None:
    listed = [(column, *complaint) for column, clean in columns.items() for complaint in clean.complaints]
    blank = " AND ".join(f"{_text(source, name)} IS NULL" for name in source.table.names)
    listed += [
        (column, f"{_text(source, column.name)} IS NULL AND NOT ({blank})", "is empty; it must be filled.")
        for column in columns
        if column.required
    ]
    counted = ", ".join(f"count(*) FILTER (WHERE {condition})" for _, condition, _ in listed)
    (numbers,) = connection.sql(f"SELECT {counted} FROM {rows}").fetchall()
    messages: list[str] = []
    for number, (column, condition, complaint) in zip(numbers, listed, strict=True):
        if number and len(messages) < SHOWN:
            messages += [
                f"{source.name}, column {column.name}, row {row}: {_cell(value)} {complaint}"
                for row, value in connection.sql(
                    f"SELECT file_row_number + {source.first_row}, CAST({column.name} AS VARCHAR) FROM {rows} "
                    f"WHERE {condition} ORDER BY 1 LIMIT {SHOWN - len(messages)}"
                ).fetchall()
            ]
    if sum(numbers) > len(messages):
        messages.append(f"{source.name}: {sum(numbers) - len(messages):,} more cells are wrong.")
    if messages:
        raise BadFile("\n".join(messages))


def _cell(value: str | None) -> str:
    if value is None:
        return "the cell"
    return repr(value if len(value) <= LONGEST_SHOWN else f"{value[:LONGEST_SHOWN]}…")
