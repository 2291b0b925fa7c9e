"""A synthetic history of offences, as large as asked for: two thirds of people with one, a few with many."""

from datetime import date
from pathlib import Path

from concerted.analytics.engines.duckdb_memory import in_memory
from concerted.analytics.engines.extract import ROWS_A_GROUP, Extract

AS_AT = date(2023, 12, 31)


def made(size: int, folder: Path) -> Extract:
    """Write 11 years of `size` events, sorted by person, and their persons; what is there already is used again."""
    extract = Extract(folder / "events.parquet", folder / "persons.parquet", None, AS_AT)
    if extract.persons.exists():
        return extract
    folder.mkdir(parents=True, exist_ok=True)
    options = f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROWS_A_GROUP})"
    with in_memory(spill_to=folder / "spill") as connection:
        connection.execute("SET memory_limit = '4GB'")
        connection.execute("SELECT setseed(0.7)")
        connection.execute(
            f"""
            CREATE TEMP TABLE drawn AS
            SELECT
                -- a third power puts many events on few people
                CAST(floor({size} * 0.49 * power(random(), CASE WHEN random() < 0.35 THEN 3 ELSE 1 END)) AS BIGINT)
                    AS person_id,
                DATE '2011-01-01' + CAST(floor(random() * 4018) AS INTEGER) AS offence_on,
                CAST(floor(random() * 150) AS INTEGER) AS to_proof,
                CASE WHEN random() < 0.08 THEN CAST(floor(random() * 400) AS INTEGER) ELSE 0 END AS inside,
                'E0700' || lpad(CAST(CAST(floor(random() * 43) AS INTEGER) AS VARCHAR), 4, '0') AS area
            FROM range({size})
            """
        )
        connection.execute(
            f"""
            COPY (
                SELECT
                    person_id, offence_on, '00100' AS offence_code, offence_on + to_proof AS proven_on,
                    CASE WHEN inside > 0 THEN 'custody' ELSE 'fine' END AS disposal,
                    CASE WHEN inside < 390 THEN offence_on + to_proof + inside END AS start_on, area
                FROM drawn ORDER BY person_id, offence_on
            ) TO '{extract.events}' {options}
            """
        )
        connection.execute(
            f"""
            COPY (
                SELECT
                    person_id, DATE '1950-01-01' + CAST(hash(person_id) % 18000 AS INTEGER) AS born_on,
                    CASE WHEN hash(person_id, 1) % 6 = 0 THEN 'F' ELSE 'M' END AS sex
                FROM (SELECT DISTINCT person_id FROM drawn) ORDER BY person_id
            ) TO '{extract.persons}' {options}
            """
        )
    return extract


def sample(extract: Extract, folder: Path, *, persons: int) -> Extract:
    """Write the rows of about so many persons, spread over all, as an extract of their own."""
    folder.mkdir(exist_ok=True)
    with in_memory() as connection:
        source = f"read_parquet('{extract.persons}')"
        ((highest,),) = connection.sql(f"SELECT max(person_id) FROM {source}").fetchall()
        for name in ("events", "persons"):
            connection.execute(
                f"COPY (FROM read_parquet('{getattr(extract, name)}') WHERE person_id % {highest // persons + 1} = 0) "
                f"TO '{folder / name}.parquet' (FORMAT parquet)"
            )
    return Extract(folder / "events.parquet", folder / "persons.parquet", None, extract.as_at)
