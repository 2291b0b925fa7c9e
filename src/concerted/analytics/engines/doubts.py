"""What makes a readable row doubtful: rows that contradict themselves are left out, odd ones counted and shown."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from concerted.analytics.measures.specification import Cohort, Specification, StartsFrom

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
    """How many rows of a file a doubt holds for, and the numbers of the first of them.

    `rows` is 0 where the doubt is about the whole file, such as a code that no row has.
    """

    table: str
    reason: str
    rows: int
    first_rows: tuple[int, ...] = ()


UNBELIEVED_BIRTH = f"""coalesce(born_on > first_on OR born_on < first_on - INTERVAL '{OLDEST_BELIEVED}' YEAR, FALSE)"""
"""A condition on persons joined to the first day on which anything is known of them, `first_on`."""


def doubts(spec: Specification, *, as_at: date | None = None) -> Iterator[Doubt]:
    """Yield what is doubted in the tables of a measure; the first contradiction that holds for a row is its reason.

    `as_at` is the day that was given, if any. The conditions read the view `unknown_codes` beside the tables.
    """
    for table in ("events", "persons", "caseload"):
        # once checked, a row without an id is one without anything
        yield Doubt(table, "the row is blank", "person_id IS NULL", removes=True)
    yield Doubt("events", "proven before it was committed", "proven_on < offence_on", removes=True)
    yield from _of_starts(spec)
    yield Doubt("events", "not proven: never a reoffence", "proven_on IS NULL", left_out=True)
    yield Doubt("events", "no offence date: never a reoffence", "offence_on IS NULL", left_out=True)
    yield from _not_counted(spec)
    yield Doubt(
        "events",
        "equal to an earlier row in every column, and counted",
        "row > min(row) OVER (PARTITION BY person_id, offence_on, offence_code, proven_on, disposal, start_on, area)",
    )
    yield Doubt("events", "no offence code, and counted where all offences are", "offence_code IS NULL")
    if as_at is not None:
        yield Doubt("events", f"proven after the as-at date, {as_at}: is it right?", f"proven_on > DATE '{as_at}'")
    yield from _common("events")
    yield from _of_persons()
    if spec.cohort is Cohort.CASELOAD:
        yield from _of_snapshots(spec)


def _of_starts(spec: Specification) -> Iterator[Doubt]:
    early, unproven = "start_on < proven_on", "start_on IS NOT NULL AND proven_on IS NULL"
    if spec.cohort is Cohort.CASELOAD or spec.starts_from is StartsFrom.PROVEN:
        yield Doubt("events", "start of risk before the proof, and counted: no start is used here", early)
        if spec.cohort is Cohort.FIRST_START:
            yield Doubt("events", "not proven: not in the cohort", "proven_on IS NULL", left_out=True)
        return
    yield Doubt("events", "start of risk before the proof", early, removes=True)
    yield Doubt("events", "start of risk without a proof", unproven, removes=True)
    yield Doubt(
        "events",
        "no start of risk (in custody, not yet released): not in the cohort",
        "proven_on IS NOT NULL AND start_on IS NULL",
        left_out=True,
    )


def _not_counted(spec: Specification) -> Iterator[Doubt]:
    """Yield what a local declaration does not count, in words: its offences and disposals."""
    for column, words, reason in (
        ("disposal", spec.cohort_disposals, "the disposal begins no follow-up: not in the cohort"),
        ("offence_code", spec.counted_offences, "the offence is not among those that count: never a reoffence"),
        ("disposal", spec.counted_disposals, "the disposal is not among those that count: never a reoffence"),
    ):
        if words is not None:
            listed = ", ".join("'" + word.replace("'", "''") + "'" for word in sorted(words))
            yield Doubt("events", reason, f"NOT coalesce({column} IN ({listed}), FALSE)", left_out=True)


def _of_persons() -> Iterator[Doubt]:
    yield Doubt("persons", "no birth date: age not known", "born_on IS NULL")
    yield Doubt("persons", "no sex, or U: sex not known", "sex IS NULL")
    yield Doubt(
        "persons",
        f"born after their first event, or more than {OLDEST_BELIEVED} years before it: age not known",
        UNBELIEVED_BIRTH,
    )
    yield Doubt("persons", "the id stands between spaces, which are no part of it", "spaced")


def _of_snapshots(spec: Specification) -> Iterator[Doubt]:
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
        f"row_number() OVER (PARTITION BY person_id, snapshot_on ORDER BY area {spec.tie.order} NULLS LAST, row) > 1",
        removes=True,
    )
    yield Doubt(
        "caseload",
        "the snapshot is not of the last day of a quarter, and counted",
        f"snapshot_on <> CAST({quarter} + INTERVAL '3' MONTH - INTERVAL '1' DAY AS DATE)",
    )
    yield from _common("caseload")


def _common(table: str) -> Iterator[Doubt]:
    """Yield the doubts about rows that stand for somebody somewhere."""
    yield Doubt(table, "no area: counted as unassigned", "area IS NULL")
    yield Doubt(table, "the id stands between spaces, which are no part of it", "spaced")
    yield Doubt(
        table,
        "the person is not among the persons: age and sex not known",
        f"NOT EXISTS (SELECT 1 FROM persons_read WHERE persons_read.person_id = {table}_doubted.person_id)",
    )
