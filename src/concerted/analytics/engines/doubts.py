"""What makes a readable row doubtful: rows that contradict themselves are left out, odd ones counted and shown."""

from collections.abc import Iterator
from dataclasses import dataclass

from concerted.analytics.measures.specification import Cohort, Specification

OLDEST_BELIEVED = 110
"""Years; our choice. An older or unborn person's birth date is taken as not known, and their row is shown."""


@dataclass(frozen=True)
class Doubt:
    """A condition on the rows of a table, the words for it, and what follows.

    Where it `removes`, the row reaches no engine. Otherwise it does; `left_out` says that it still counts for less.
    """

    table: str
    reason: str
    condition: str
    removes: bool = False
    left_out: bool = False


@dataclass(frozen=True)
class Found:
    """How many rows of a file a doubt holds for, and the numbers of the first of them."""

    table: str
    reason: str
    rows: int
    first_rows: tuple[int, ...] = ()


UNBELIEVED_BIRTH = f"""coalesce(born_on > first_on OR born_on < first_on - INTERVAL '{OLDEST_BELIEVED}' YEAR, FALSE)"""
"""A condition on persons joined to the first day on which anything is known of them, `first_on`."""


def doubts(spec: Specification) -> Iterator[Doubt]:
    """Yield what is doubted in the tables of a measure; the first contradiction that holds for a row is its reason."""
    yield Doubt("events", "proven before it was committed", "proven_on < offence_on", removes=True)
    if spec.cohort is Cohort.FIRST_START:
        yield from _of_starts()
    yield Doubt("events", "not proven: never a reoffence", "proven_on IS NULL", left_out=True)
    yield Doubt("events", "no offence date: never a reoffence", "offence_on IS NULL", left_out=True)
    yield Doubt(
        "events",
        "equal to an earlier row in every column, and counted",
        "row > min(row) OVER (PARTITION BY person_id, offence_on, offence_code, proven_on, disposal, start_on, area)",
    )
    yield Doubt("events", "the person is not among the persons: age and sex not known", _without_person("events"))
    yield Doubt(
        "persons",
        f"born after their first event, or more than {OLDEST_BELIEVED} years before it: age not known",
        UNBELIEVED_BIRTH,
    )
    if spec.cohort is Cohort.CASELOAD:
        yield from _of_snapshots()


def _of_starts() -> Iterator[Doubt]:
    yield Doubt("events", "start of risk before the proof", "start_on < proven_on", removes=True)
    yield Doubt("events", "start of risk without a proof", "start_on IS NOT NULL AND proven_on IS NULL", removes=True)
    yield Doubt(
        "events",
        "no start of risk (in custody, not yet released): not in the cohort",
        "proven_on IS NOT NULL AND start_on IS NULL",
        left_out=True,
    )


def _of_snapshots() -> Iterator[Doubt]:
    quarter = "date_trunc('quarter', snapshot_on)"
    yield Doubt(
        "caseload",
        "an earlier snapshot than the last of its quarter",
        f"snapshot_on < max(snapshot_on) OVER (PARTITION BY {quarter})",
        removes=True,
    )
    yield Doubt(
        "caseload",
        "the person is listed again in the same snapshot",
        "row_number() OVER (PARTITION BY person_id, snapshot_on ORDER BY area NULLS LAST, row) > 1",
        removes=True,
    )
    yield Doubt(
        "caseload",
        "the snapshot is not of the last day of a quarter, and counted",
        f"snapshot_on <> CAST({quarter} + INTERVAL '3' MONTH - INTERVAL '1' DAY AS DATE)",
    )
    yield Doubt("caseload", "the person is not among the persons: age and sex not known", _without_person("caseload"))


def _without_person(table: str) -> str:
    return f"NOT EXISTS (SELECT 1 FROM persons_read WHERE persons_read.person_id = {table}_doubted.person_id)"
