"""Harm of everybody at once, equal to the rule for one person."""

from datetime import date
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from concerted.analytics.harm.harm_in_period import Harm
from concerted.analytics.harm.offences import normalised
from concerted.analytics.harm.weights import HUNDREDTHS, Edition, default_edition
from concerted.kernel.days import months_after

EVENT_COLUMNS = ("person_id", "offence_on", "offence_code", "proven_on")


def harm_many(
    events: pa.Table, as_at: date, *, months: tuple[int, ...] = (12, 24), edition: Edition | None = None
) -> pa.Table:
    """Return one row a person of the events, in order of `person_id`, with harm for each window.

    For each number of months m: `harm_m` (points), `sourced_harm_m`, `assumed_harm_m` (doubles), `events_m`,
    `sourced_events_m`, `assumed_events_m`, `unweighted_events_m` (integers); the same window as `harm_in_period`.
    `edition` goes with the table's metadata. Raises KeyError when a column is missing.
    """
    absent = [name for name in EVENT_COLUMNS if name not in events.column_names]
    if absent:
        raise KeyError(f"Harm needs the columns {', '.join(absent)}.")
    weights = edition or default_edition()
    columns = ", ".join(column for m in months for column in _columns(m, months_after(as_at, -m), as_at))
    with duckdb.connect() as connection:
        plain = events.select(list(EVENT_COLUMNS))
        plain = plain.set_column(2, "offence_code", pc.cast(plain.column("offence_code"), pa.string()))
        connection.register("events", plain)
        connection.register("weights", weight_table(plain.column("offence_code"), weights))
        found: pa.Table = connection.sql(
            f"SELECT person_id, {columns} FROM (SELECT e.*, w.hundredths, COALESCE(w.basis, 'none') AS basis "
            "FROM events e LEFT JOIN weights w USING (offence_code)) GROUP BY person_id ORDER BY person_id"
        ).to_arrow_table()
    return found.replace_schema_metadata({"edition": weights.name})


def harm_of(row: dict[str, Any], months: int, edition: str) -> Harm:
    """Return one row of `harm_many` as the rule's answer."""
    return Harm(
        sourced_points=row[f"sourced_harm_{months}"],
        assumed_points=row[f"assumed_harm_{months}"],
        sourced_events=row[f"sourced_events_{months}"],
        assumed_events=row[f"assumed_events_{months}"],
        unweighted_events=row[f"unweighted_events_{months}"],
        edition=edition,
    )


def total_of(found: pa.Table, months: int) -> Harm:
    """Return the harm of all persons of a table of `harm_many` together, for the shares that a page shows."""
    names = ("sourced_harm", "assumed_harm", "sourced_events", "assumed_events", "unweighted_events")
    sums = {f"{name}_{months}": pc.sum(found.column(f"{name}_{months}")).as_py() or 0 for name in names}
    return harm_of(sums, months, (found.schema.metadata or {})[b"edition"].decode())


def weight_table(written_codes: pa.ChunkedArray, edition: Edition) -> pa.Table:
    """Return the weight of each code as the events write it: `offence_code`, `hundredths` of a day, `basis`."""
    written = pc.unique(written_codes).to_pylist()
    codes = [code for code in written if normalised(code) is not None]
    weights = [edition.weight_of(code) for code in codes]
    return pa.table(
        {
            "offence_code": pa.array(codes, type=pa.string()),
            "hundredths": pa.array([round(weight.days * HUNDREDTHS) for weight in weights], type=pa.int64()),
            "basis": pa.array([weight.basis for weight in weights], type=pa.string()),
        }
    )


def _columns(months: int, from_on: date, as_at: date) -> list[str]:
    window = f"offence_on >= DATE '{from_on}' AND offence_on < DATE '{as_at}' AND proven_on <= DATE '{as_at}'"

    def points(*bases: str) -> str:
        chosen = ", ".join(f"'{basis}'" for basis in bases)
        summed = f"SUM(hundredths) FILTER (WHERE {window} AND basis IN ({chosen}))"
        return f"COALESCE({summed}, 0)::DOUBLE / {HUNDREDTHS}"

    def number(basis: str) -> str:
        return f"COUNT(*) FILTER (WHERE {window} AND basis = '{basis}')"

    return [
        f"{points('sourced', 'assumed')} AS harm_{months}",
        f"{points('sourced')} AS sourced_harm_{months}",
        f"{points('assumed')} AS assumed_harm_{months}",
        f"COUNT(*) FILTER (WHERE {window}) AS events_{months}",
        f"{number('sourced')} AS sourced_events_{months}",
        f"{number('assumed')} AS assumed_events_{months}",
        f"{number('none')} AS unweighted_events_{months}",
    ]
