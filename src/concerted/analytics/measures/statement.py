"""The one definition of every measure as SQL in DuckDB's dialect, its parameters taken from the specification.

The statements read three relations, `events`, `persons` and `caseload` (the last only where the cohort needs it), and
work on any part of them that holds all the rows of each of its persons: parts then add up.
"""

from collections.abc import Sequence
from datetime import date

from concerted.analytics.measures.age_bands import band_in_sql
from concerted.analytics.measures.specification import Ages, Cohort, Specification

# On a tie both cohorts take the smallest area, and a known area before an unknown one: min() passes over nulls.
_COHORTS = {
    Cohort.CASELOAD: """
    cohort AS (
        SELECT person_id, snapshot_on AS index_on, min(area) AS area
        FROM caseload
        GROUP BY person_id, snapshot_on
    )""",
    Cohort.FIRST_START: """
    starts AS (
        SELECT
            person_id, start_on AS index_on, area,
            row_number() OVER (
                PARTITION BY person_id, date_trunc('quarter', start_on) ORDER BY start_on, area NULLS LAST
            ) AS place
        FROM events
        WHERE start_on IS NOT NULL
    ),
    cohort AS (
        SELECT person_id, index_on, area FROM starts WHERE place = 1
    )""",
}

_MEMBERS = """
    followed AS (
        SELECT
            cohort.person_id, index_on, area, persons.sex,
            {age} AS age,
            {follow_until} AS follow_until_on,
            {prove_by} AS prove_by_on
        FROM cohort LEFT JOIN persons ON cohort.person_id = persons.person_id
    ),
    counted AS (
        SELECT person_id, offence_on, proven_on FROM events WHERE proven_on IS NOT NULL{counted}
    ),
    reoffences AS (
        SELECT followed.person_id, index_on, count(*) AS reoffences
        FROM followed JOIN counted
            ON followed.person_id = counted.person_id
            AND offence_on > index_on AND offence_on <= follow_until_on AND proven_on <= prove_by_on
        GROUP BY followed.person_id, index_on
    ),
    members AS (
        SELECT
            followed.person_id,
            coalesce(area, 'unassigned') AS area,
            year(followed.index_on) || 'Q' || quarter(followed.index_on) AS quarter,
            CAST(date_trunc('quarter', followed.index_on) AS DATE) AS quarter_from_on,
            {age_band} AS age_band,
            coalesce(sex, 'not known') AS sex,
            coalesce(reoffences.reoffences, 0) AS reoffences
        FROM followed LEFT JOIN reoffences
            ON followed.person_id = reoffences.person_id AND followed.index_on = reoffences.index_on
        WHERE {of_age}
    )"""


def cells_statement(spec: Specification, *, as_at: date) -> str:
    """Return the statement for the cells of a measure: dimensions, three whole numbers, and whether provisional.

    A quarter is provisional until the follow-up and waiting time of its last day ended on or before `as_at`.
    """
    quarter_end = "CAST(quarter_from_on + INTERVAL '3' MONTH - INTERVAL '1' DAY AS DATE)"
    return f"""{_with_members(spec)}
SELECT
    area, quarter, age_band, sex,
    CAST(count(*) AS BIGINT) AS offenders,
    CAST(sum(CASE WHEN reoffences > 0 THEN 1 ELSE 0 END) AS BIGINT) AS reoffenders,
    CAST(sum(reoffences) AS BIGINT) AS reoffences,
    {spec.proven_within.after_in_sql(quarter_end)} > DATE '{as_at}' AS provisional
FROM members
GROUP BY area, quarter, quarter_from_on, age_band, sex"""


def members_statement(spec: Specification) -> str:
    """Return the statement for the members of the cohort, one row each: person, dimensions, number of reoffences."""
    return f"{_with_members(spec)}\nSELECT * FROM members"


def repeats_statement(spec: Specification, *, quarters: Sequence[str], by: Sequence[str]) -> str:
    """Return the statement that counts persons by how often they stand in a cell of added quarters.

    Columns: the dimensions of `by`, n (times counted), r (times reoffended), persons.
    """
    return f"{_with_members(spec)},{_repeated(quarters, by)}"


def repeats_of_members_statement(*, quarters: Sequence[str], by: Sequence[str]) -> str:
    """Return the same over a table `members` that holds the rows of `members_statement`."""
    return f"WITH{_repeated(quarters, by)}"


def _repeated(quarters: Sequence[str], by: Sequence[str]) -> str:
    dimensions = "".join(f"{dimension}, " for dimension in by)
    listed = ", ".join(f"'{quarter}'" for quarter in quarters)
    return f"""
    repeated AS (
        SELECT
            {dimensions}person_id,
            CAST(count(*) AS BIGINT) AS n,
            CAST(sum(CASE WHEN reoffences > 0 THEN 1 ELSE 0 END) AS BIGINT) AS r
        FROM members
        WHERE quarter IN ({listed})
        GROUP BY {dimensions}person_id
    )
SELECT {dimensions}n, r, CAST(count(*) AS BIGINT) AS persons
FROM repeated
GROUP BY {dimensions}n, r"""


def outside_ages_statement(spec: Specification) -> str:
    """Return the statement that counts the entries in the cohort left out because of their age at the index date."""
    return f"""{_with_members(spec)}
SELECT CAST(count(*) AS BIGINT) AS left_out
FROM followed
WHERE NOT ({_of_age(spec.ages)})"""


def _with_members(spec: Specification) -> str:
    members = _MEMBERS.format(
        age=_completed_years("persons.born_on", "index_on"),
        follow_until=spec.follow_up.after_in_sql("index_on"),
        prove_by=spec.proven_within.after_in_sql("index_on"),
        counted=_counted(spec),
        age_band=band_in_sql("age", spec.age_bands),
        of_age=_of_age(spec.ages),
    )
    return f"WITH{_COHORTS[spec.cohort]},{members}"


def _completed_years(born_on: str, on: str) -> str:
    """Return the age in completed years; a birthday of 29 February falls on 1 March in other years."""
    before_birthday = f"month({on}) * 100 + day({on}) < month({born_on}) * 100 + day({born_on})"
    return f"year({on}) - year({born_on}) - CASE WHEN {before_birthday} THEN 1 ELSE 0 END"


def _counted(spec: Specification) -> str:
    if spec.counted_offences is None:
        return ""
    if not spec.counted_offences:
        return " AND FALSE"
    codes = ", ".join("'" + code.replace("'", "''") + "'" for code in sorted(spec.counted_offences))
    return f" AND offence_code IN ({codes})"


def _of_age(ages: Ages) -> str:
    limits = []
    if ages.youngest is not None:
        limits.append(f"age >= {ages.youngest}")
    if ages.oldest is not None:
        limits.append(f"age <= {ages.oldest}")
    return f"age IS NULL OR ({' AND '.join(limits)})" if limits else "TRUE"
