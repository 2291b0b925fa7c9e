"""The proven measure as an analyst would write it in one plain query of DuckDB.

It knows neither the specification nor the statement, so that equal cells say something. Every area is known in the
histories, so that it need not say where an unknown one stands in a tie.
"""

import duckdb

from concerted.analytics.engines.extract import Extract
from measuring.written_anew import BANDS, hash_of

PLAIN = """
WITH first AS (
    SELECT person_id, date_trunc('quarter', start_on) AS quarter_on, min(start_on) AS index_on
    FROM events WHERE start_on IS NOT NULL GROUP BY ALL
),
placed AS (
    SELECT first.*, min(area) AS area
    FROM first JOIN events ON events.person_id = first.person_id AND events.start_on = first.index_on
    GROUP BY ALL
),
followed AS (
    SELECT placed.person_id, quarter_on, index_on, placed.area, count(offence_on) AS again
    FROM placed LEFT JOIN events ON events.person_id = placed.person_id
        AND offence_on > index_on AND offence_on <= index_on + INTERVAL 12 MONTH
        AND proven_on <= index_on + INTERVAL 18 MONTH
    GROUP BY ALL
),
aged AS (
    -- date_sub counts the birthday of 29 February on the 28th in other years; declared is 1 March
    SELECT
        followed.*, sex,
        year(index_on) - year(born_on)
        - CASE WHEN (month(index_on), day(index_on)) < (month(born_on), day(born_on)) THEN 1 ELSE 0 END AS age
    FROM followed JOIN persons USING (person_id)
)
SELECT
    area, year(quarter_on) || 'Q' || quarter(quarter_on) AS quarter,
    CASE {bands} ELSE 'other age' END AS age_band, sex,
    count(*) AS offenders, count(*) FILTER (again > 0) AS reoffenders,
    sum(again)::BIGINT AS reoffences, sum(again * again)::BIGINT AS reoffences_squared,
    quarter_on + INTERVAL 3 MONTH - INTERVAL 1 DAY + INTERVAL 18 MONTH > DATE '{as_at}' AS provisional
FROM aged GROUP BY ALL
"""


def cells(extract: Extract) -> str:
    """One plain query of DuckDB, with its settings as they come."""
    uppers = [first for first, _ in BANDS[1:]] + [50]
    whens = [f"WHEN age >= {low} AND age < {up} THEN '{name}'" for (low, name), up in zip(BANDS, uppers, strict=True)]
    bands = " ".join([*whens, "WHEN age >= 50 THEN '50+'"])
    with duckdb.connect() as connection:
        for name in ("events", "persons"):
            connection.execute(f"CREATE VIEW {name} AS FROM read_parquet('{getattr(extract, name)}')")
        return hash_of(connection.sql(PLAIN.format(bands=bands, as_at=extract.as_at)).to_arrow_table())
