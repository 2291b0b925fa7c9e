"""When the starts of risk of an extract begin and end: cohorts that last a year must lie within."""

from datetime import date

from concerted.analytics.engines.duckdb_memory import in_memory
from concerted.analytics.engines.extract import Extract
from concerted.analytics.measures.specification import Cohort, Specification
from concerted.analytics.measures.statement import StartSpan

NOBODY = StartSpan(date(1, 1, 1), date(1, 1, 1))


def span_of_starts(spec: Specification, extract: Extract) -> StartSpan | None:
    """Return the first and last start of risk of all persons; None where the measure needs none.

    Where nobody ever starts, the span is a day before all data, in which no cohort of a year can lie.
    """
    if spec.cohort is Cohort.CASELOAD or spec.cohort_quarters == 1:
        return None
    source = str(extract.events).replace("'", "''")
    column = str(spec.starts_from)
    with in_memory() as connection:
        found = connection.sql(f"SELECT min({column}), max({column}) FROM read_parquet('{source}')").fetchall()
    ((first_on, last_on),) = found
    return NOBODY if first_on is None else StartSpan(first_on, last_on)
