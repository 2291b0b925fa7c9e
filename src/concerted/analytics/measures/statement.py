"""The one definition of every measure as SQL in DuckDB's dialect, its parameters taken from the specification.

The statements read three relations, `events`, `persons` and `caseload` (the last only where the cohort needs it), and
work on any part of them that holds all the rows of each of its persons: parts then add up.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from concerted.analytics.measures.age_bands import band_in_sql
from concerted.analytics.measures.specification import Ages, Cohort, Specification
from concerted.kernel.days import months_after


class StartSpan(NamedTuple):
    """The first and the last day on which any start of risk of the whole data falls (of all its persons)."""

    first_on: date
    last_on: date


_CASELOAD = """
    cohort AS (
        SELECT
            person_id, snapshot_on AS index_on, {tie}(area) AS area,
            CAST(date_trunc('quarter', snapshot_on) AS DATE) AS quarter_from_on
        FROM caseload
        GROUP BY person_id, snapshot_on
    )"""

_FIRST_START = """
    starts AS ({starts}
    ),
    placed AS (
        SELECT
            person_id, index_on, area, quarter_from_on,
            row_number() OVER (
                PARTITION BY person_id, quarter_from_on ORDER BY index_on, area {order} NULLS LAST
            ) AS place
        FROM starts{whole}
    ),
    cohort AS (
        SELECT person_id, index_on, area, quarter_from_on FROM placed WHERE place = 1
    )"""

_STARTS = """
        SELECT
            person_id, {start} AS index_on, area,
            CAST(date_trunc('quarter', {start}) + INTERVAL '{later}' MONTH AS DATE) AS quarter_from_on
        FROM events
        WHERE {start} IS NOT NULL{disposals}"""

_MEMBERS = """
    followed AS (
        SELECT
            cohort.person_id, index_on, area, quarter_from_on, persons.sex,
            {age} AS age,
            {follow_until} AS follow_until_on,
            {prove_by} AS prove_by_on
        FROM cohort LEFT JOIN persons ON cohort.person_id = persons.person_id
    ),
    counted AS (
        SELECT person_id, offence_on, proven_on FROM events WHERE proven_on IS NOT NULL{counted}
    ),
    reoffences AS (
        SELECT
            followed.person_id, index_on, quarter_from_on,
            count(*) AS reoffences, min(offence_on) AS first_offence_on
        FROM followed JOIN counted
            ON followed.person_id = counted.person_id
            AND offence_on > index_on AND offence_on <= follow_until_on AND proven_on <= prove_by_on
        GROUP BY followed.person_id, index_on, quarter_from_on
    ),
    members AS (
        SELECT
            followed.person_id,
            coalesce(area, 'unassigned') AS area,
            year(followed.quarter_from_on) || 'Q' || quarter(followed.quarter_from_on) AS quarter,
            followed.quarter_from_on,
            {age_band} AS age_band,
            coalesce(sex, 'not known') AS sex,
            coalesce(reoffences.reoffences, 0) AS reoffences,
            followed.index_on,
            follow_until_on,
            first_offence_on
        FROM followed LEFT JOIN reoffences
            ON followed.person_id = reoffences.person_id
            AND followed.index_on = reoffences.index_on
            AND followed.quarter_from_on = reoffences.quarter_from_on
        WHERE {of_age}
    )"""


def cells_statement(spec: Specification, *, as_at: date, span: StartSpan | None = None) -> str:
    """Return the statement for the cells of a measure: dimensions, four whole numbers, and whether provisional.

    A quarter is provisional until the follow-up and waiting time of its last day ended on or before `as_at`. Cohorts of
    a year need the `span` of starts: those that do not lie within its quarters would not be whole (else ValueError).
    """
    return f"""{_with_members(spec, span)}
SELECT
    area, quarter, age_band, sex,
    CAST(count(*) AS BIGINT) AS offenders,
    CAST(sum(CASE WHEN reoffences > 0 THEN 1 ELSE 0 END) AS BIGINT) AS reoffenders,
    CAST(sum(reoffences) AS BIGINT) AS reoffences,
    CAST(sum(reoffences * reoffences) AS BIGINT) AS reoffences_squared,
    {_provisional(spec, as_at)} AS provisional
FROM members
GROUP BY area, quarter, quarter_from_on, age_band, sex"""


def times_statement(spec: Specification, *, as_at: date, span: StartSpan | None = None) -> str:
    """Return the statement that counts, in each cell, who first reoffended after so many days, and who was censored.

    Columns: the dimensions, days, reoffended, censored, provisional. A member is followed until the end of the
    follow-up, or until the last day whose offences have had the waiting time to be proven by `as_at`, if that is
    earlier; who is not followed for a day is censored at 0.
    """
    known = f"least(follow_until_on, DATE '{spec.waiting.last_before(as_at)}')"
    return f"""{_with_members(spec, span)},
    watched AS (
        SELECT *, {known} AS watched_until_on, coalesce(first_offence_on <= {known}, FALSE) AS again FROM members
    ),
    timed AS (
        SELECT
            area, quarter, quarter_from_on, age_band, sex, again,
            CASE
                WHEN again THEN date_diff('day', index_on, first_offence_on)
                WHEN watched_until_on > index_on THEN date_diff('day', index_on, watched_until_on)
                ELSE 0
            END AS days
        FROM watched
    )
SELECT
    area, quarter, age_band, sex,
    CAST(days AS BIGINT) AS days,
    CAST(sum(CASE WHEN again THEN 1 ELSE 0 END) AS BIGINT) AS reoffended,
    CAST(sum(CASE WHEN again THEN 0 ELSE 1 END) AS BIGINT) AS censored,
    {_provisional(spec, as_at)} AS provisional
FROM timed
GROUP BY area, quarter, quarter_from_on, age_band, sex, days"""


def members_statement(spec: Specification, *, span: StartSpan | None = None) -> str:
    """Return the statement for the members of the cohort, one row each: person, dimensions, number of reoffences."""
    return f"{_with_members(spec, span)}\nSELECT person_id, area, quarter, age_band, sex, reoffences FROM members"


def repeats_statement(
    spec: Specification, *, quarters: Sequence[str], by: Sequence[str], span: StartSpan | None = None
) -> str:
    """Return the statement that counts persons by how often they stand in a cell of added quarters.

    Columns: the dimensions of `by`, n (times counted), r (times reoffended), persons.
    """
    return f"{_with_members(spec, span)},{_repeated(quarters, by)}"


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


def outside_ages_statement(spec: Specification, *, span: StartSpan | None = None) -> str:
    """Return the statement that counts the entries in the cohort left out because of their age at the index date."""
    return f"""{_with_members(spec, span)}
SELECT CAST(count(*) AS BIGINT) AS left_out
FROM followed
WHERE NOT ({_of_age(spec.ages)})"""


def _provisional(spec: Specification, as_at: date) -> str:
    quarter_end = "CAST(quarter_from_on + INTERVAL '3' MONTH - INTERVAL '1' DAY AS DATE)"
    return f"{spec.proven_within.after_in_sql(quarter_end)} > DATE '{as_at}'"


def _with_members(spec: Specification, span: StartSpan | None) -> str:
    members = _MEMBERS.format(
        age=_completed_years("persons.born_on", "index_on"),
        follow_until=spec.follow_up.after_in_sql("index_on"),
        prove_by=spec.proven_within.after_in_sql("index_on"),
        counted=_among("offence_code", spec.counted_offences) + _among("disposal", spec.counted_disposals),
        age_band=band_in_sql("age", spec.age_bands),
        of_age=_of_age(spec.ages),
    )
    return f"WITH{_cohort(spec, span)},{members}"


def _cohort(spec: Specification, span: StartSpan | None) -> str:
    # On a tie a known area stands before an unknown one in both: min() and max() pass over nulls.
    if spec.cohort is Cohort.CASELOAD:
        return _CASELOAD.format(tie=spec.tie.aggregate)
    starts = "\n        UNION ALL".join(
        _STARTS.format(start=spec.starts_from, later=3 * later, disposals=_among("disposal", spec.cohort_disposals))
        for later in range(spec.cohort_quarters)
    )
    return _FIRST_START.format(starts=starts, order=spec.tie.order, whole=_whole_cohorts(spec, span))


def _whole_cohorts(spec: Specification, span: StartSpan | None) -> str:
    """Return the condition that a cohort's quarters all lie within those of the span."""
    if spec.cohort_quarters == 1:
        return ""
    if span is None:
        raise ValueError(f"The measure {spec.code} has cohorts of a year: it needs the span of the starts of risk.")
    first_on = months_after(span.first_on, 3 * (spec.cohort_quarters - 1))
    return (
        f"\n        WHERE quarter_from_on >= CAST(date_trunc('quarter', DATE '{first_on}') AS DATE)"
        f" AND quarter_from_on <= DATE '{span.last_on}'"
    )


def _completed_years(born_on: str, on: str) -> str:
    """Return the age in completed years; a birthday of 29 February falls on 1 March in other years."""
    before_birthday = f"month({on}) * 100 + day({on}) < month({born_on}) * 100 + day({born_on})"
    return f"year({on}) - year({born_on}) - CASE WHEN {before_birthday} THEN 1 ELSE 0 END"


def _among(column: str, words: frozenset[str] | None) -> str:
    if words is None:
        return ""
    if not words:
        return " AND FALSE"
    listed = ", ".join("'" + word.replace("'", "''") + "'" for word in sorted(words))
    return f" AND {column} IN ({listed})"


def _of_age(ages: Ages) -> str:
    limits = []
    if ages.youngest is not None:
        limits.append(f"age >= {ages.youngest}")
    if ages.oldest is not None:
        limits.append(f"age <= {ages.oldest}")
    return f"age IS NULL OR ({' AND '.join(limits)})" if limits else "TRUE"
