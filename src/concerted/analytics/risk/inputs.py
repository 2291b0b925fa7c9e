"""What the predictor needs to know about each person, taken from proven events."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from concerted.analytics.harm.offences import normalised, offence
from concerted.analytics.risk.all_reoffending_predictor import all_reoffending_predictor
from concerted.analytics.risk.many import COLUMNS
from concerted.analytics.risk.score import Score

EVENT_COLUMNS = ("person_id", "offence_code", "proven_on", "start_on")
PERSON_COLUMNS = ("person_id", "born_on", "sex")

HOW_TAKEN = (
    "Everything proven on one day is one sanction. Where several offences were proven on the last day, the current one "
    "is that of the lowest Home Office code that has a category."
)
"""Our own reading, to be shown with the score: no source says which of several offences is the current one."""

SQL = """
WITH proven AS (
  SELECT e.person_id, e.proven_on, e.start_on, c.code, c.category
  FROM events e LEFT JOIN categories c USING (offence_code)
  WHERE e.proven_on <= $as_at
), careers AS (
  SELECT person_id, MIN(proven_on) AS first_sanction_on, MAX(proven_on) AS current_conviction_on,
    COUNT(DISTINCT proven_on)::INTEGER AS sanctions
  FROM proven GROUP BY person_id
), currents AS (
  SELECT p.person_id, ARG_MIN(p.category, p.code) FILTER (WHERE p.category IS NOT NULL) AS offence_category,
    CASE WHEN BOOL_AND(p.start_on IS NOT NULL) THEN MAX(p.start_on) END AS follow_up_from_on
  FROM proven p JOIN careers c ON c.person_id = p.person_id AND c.current_conviction_on = p.proven_on
  GROUP BY p.person_id
)
SELECT q.person_id, q.born_on, q.sex, c.first_sanction_on, c.current_conviction_on, c.sanctions,
  k.offence_category, k.follow_up_from_on, $as_at AS assessed_on
FROM persons q LEFT JOIN careers c USING (person_id) LEFT JOIN currents k USING (person_id)
ORDER BY q.person_id
"""


def predictor_inputs(events: pa.Table, persons: pa.Table, as_at: date) -> pa.Table:
    """Return one row a person, in order of `person_id`, with the columns that `score_many` takes; unknowns are null.

    Events have `person_id`, `offence_code`, `proven_on` (null while pending: not counted) and `start_on`, the day of
    the community sentence or of release, null in custody. Persons have `person_id`, `born_on` (null when unknown or a
    default date) and `sex`. Somebody without a proven event by `as_at` gets nulls, so no score. Raises KeyError when a
    column is missing.
    """
    for table, needed in ((events, EVENT_COLUMNS), (persons, PERSON_COLUMNS)):
        absent = [name for name in needed if name not in table.column_names]
        if absent:
            raise KeyError(f"The predictor's inputs need the columns {', '.join(absent)}.")
    plain = events.select(list(EVENT_COLUMNS))
    plain = plain.set_column(1, "offence_code", pc.cast(plain.column("offence_code"), pa.string()))
    with duckdb.connect() as connection:
        connection.register("events", plain)
        connection.register("persons", persons.select(list(PERSON_COLUMNS)))
        connection.register("categories", _categories(plain.column("offence_code")))
        found: pa.Table = connection.sql(SQL, params={"as_at": as_at}).to_arrow_table()
    return found


def score_of(row: Mapping[str, Any]) -> Score:
    """Return the rule's answer, with terms and reasons, for one row of `predictor_inputs`."""
    return all_reoffending_predictor(**{name: row[name] for name in COLUMNS})


def _categories(written: pa.ChunkedArray) -> pa.Table:
    """Return each code as the events write it, with its five digits and its category."""
    codes = [code for code in pc.unique(written).to_pylist() if normalised(code) is not None]
    return pa.table(
        {
            "offence_code": pa.array(codes, type=pa.string()),
            "code": pa.array([normalised(code) for code in codes], type=pa.string()),
            "category": pa.array([offence(code).arp_category for code in codes], type=pa.string()),
        }
    )
