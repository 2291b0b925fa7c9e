"""The referee: the definition once more in plain Python, written to be read, one person after another.

Slow, and meant to share nothing with the statement but the specification: where the two differ, a person reads both.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeAlias

import pyarrow as pa
import pyarrow.parquet as pq

from concerted.analytics.engines.cells import SCHEMA, TIMES_SCHEMA, Cells, added_cells, added_times, four_quarters
from concerted.analytics.engines.extract import Extract
from concerted.analytics.measures.age_bands import band_of
from concerted.analytics.measures.specification import Cohort, Specification, Tie
from concerted.kernel.days import completed_years, months_after

Row: TypeAlias = dict[str, Any]


@dataclass(frozen=True)
class Member:
    """One entry of one person in the cohort, with what came of it."""

    person_id: int | str
    area: str
    quarter: str
    quarter_ends_on: date
    age_band: str
    sex: str
    index_on: date
    reoffended_on: tuple[date, ...]
    """The days of the reoffences, earliest first."""

    @property
    def reoffences(self) -> int:
        """How many they are."""
        return len(self.reoffended_on)


def cells(spec: Specification, extract: Extract) -> Cells:
    """Return the cells of a measure; the same promise as `duckdb_shards.cells`."""
    entries: Counter[tuple[str, str, str, str, bool]] = Counter()
    reoffenders: Counter[tuple[str, str, str, str, bool]] = Counter()
    reoffences: Counter[tuple[str, str, str, str, bool]] = Counter()
    squares: Counter[tuple[str, str, str, str, bool]] = Counter()
    for member in members(spec, extract):
        provisional = spec.proven_within.after(member.quarter_ends_on) > extract.as_at
        cell = (member.area, member.quarter, member.age_band, member.sex, provisional)
        entries[cell] += 1
        reoffenders[cell] += member.reoffences > 0
        reoffences[cell] += member.reoffences
        squares[cell] += member.reoffences**2
    rows = [(*cell[:4], entries[cell], reoffenders[cell], reoffences[cell], squares[cell], cell[4]) for cell in entries]
    return added_cells([_table(rows, SCHEMA)])


def times(spec: Specification, extract: Extract) -> pa.Table:
    """Count days to the first reoffence or to censoring; the same promise as `duckdb_shards.times`."""
    known_until_on = spec.waiting.last_before(extract.as_at)
    counted: defaultdict[tuple[Any, ...], list[int]] = defaultdict(lambda: [0, 0])
    for member in members(spec, extract):
        watched_until_on = min(spec.follow_up.after(member.index_on), known_until_on)
        again = [day for day in member.reoffended_on if day <= watched_until_on]
        until_on = again[0] if again else max(member.index_on, watched_until_on)
        provisional = spec.proven_within.after(member.quarter_ends_on) > extract.as_at
        place = (member.area, member.quarter, member.age_band, member.sex)
        counted[(*place, (until_on - member.index_on).days, provisional)][0 if again else 1] += 1
    rows = [(*key[:5], reoffended, censored, key[5]) for key, (reoffended, censored) in counted.items()]
    return added_times([_table(rows, TIMES_SCHEMA)])


def repeats(spec: Specification, extract: Extract, *, ending: str, by: Sequence[str] = ()) -> pa.Table:
    """Count persons by how often they stand in a cell of a year; the same promise as `duckdb_shards.repeats`."""
    quarters = four_quarters(ending)
    counted: Counter[tuple[Any, ...]] = Counter()
    reoffended: Counter[tuple[Any, ...]] = Counter()
    for member in members(spec, extract):
        if member.quarter in quarters:
            key = (*(getattr(member, dimension) for dimension in by), member.person_id)
            counted[key] += 1
            reoffended[key] += member.reoffences > 0
    persons = Counter((*key[:-1], n, reoffended[key]) for key, n in counted.items())
    schema = pa.schema([(name, pa.string()) for name in by] + [(name, pa.int64()) for name in ("n", "r", "persons")])
    return _table([(*key, number) for key, number in sorted(persons.items())], schema)


def members(spec: Specification, extract: Extract) -> Iterator[Member]:
    """Yield every entry in the cohort that is of the measure's ages."""
    events = _by_person(extract.events)
    cohort: dict[int | str, list[tuple[date, str | None, date]]]
    persons = {row["person_id"]: row for row in pq.read_table(extract.persons).to_pylist()}
    if spec.cohort is Cohort.CASELOAD:
        if extract.caseload is None:
            raise ValueError(f"The measure {spec.code} counts a caseload, and none was given.")
        cohort = {person: _snapshots(spec, rows) for person, rows in _by_person(extract.caseload).items()}
    else:
        everybody = [row[spec.starts_from] for rows in events.values() for row in rows]
        ends = sorted({_quarter_end(day) for day in everybody if day is not None})
        cohort = {person: _first_starts(spec, rows, ends) for person, rows in events.items()}
    for person_id, entries in cohort.items():
        person = persons.get(person_id, {"born_on": None, "sex": None})
        for index_on, area, quarter_ends_on in entries:
            age = None if person["born_on"] is None else completed_years(person["born_on"], index_on)
            if age in spec.ages:
                yield Member(
                    person_id=person_id,
                    area=area or "unassigned",
                    quarter=f"{quarter_ends_on.year}Q{quarter_ends_on.month // 3}",
                    quarter_ends_on=quarter_ends_on,
                    age_band=band_of(age, spec.age_bands),
                    sex=person["sex"] or "not known",
                    index_on=index_on,
                    reoffended_on=tuple(sorted(_reoffences(spec, index_on, events.get(person_id, [])))),
                )


def _snapshots(spec: Specification, caseload: list[Row]) -> list[tuple[date, str | None, date]]:
    """Return one person's snapshots, each once, with the area that the tie rule takes and the quarter's last day."""
    areas: defaultdict[date, list[str | None]] = defaultdict(list)
    for row in caseload:
        areas[row["snapshot_on"]].append(row["area"])
    return [(day, _area(spec, names), _quarter_end(day)) for day, names in areas.items()]


def _first_starts(spec: Specification, events: list[Row], ends: list[date]) -> list[tuple[date, str | None, date]]:
    """Return one person's first start in each cohort: day, area by the tie rule, last day of the cohort.

    `ends` are the quarter ends of everybody's starts; a cohort of a year begins and ends within them.
    """
    areas: defaultdict[date, list[str | None]] = defaultdict(list)
    for event in events:
        day = event[spec.starts_from]
        if day is not None and spec.begins(event["disposal"]):
            areas[day].append(event["area"])
    first: dict[date, date] = {}
    for day in sorted(areas):
        for cohort_ends_on in _cohorts_of(spec, day, ends):
            first.setdefault(cohort_ends_on, day)
    return [(day, _area(spec, areas[day]), cohort_ends_on) for cohort_ends_on, day in first.items()]


def _cohorts_of(spec: Specification, day: date, ends: list[date]) -> list[date]:
    """Return the last days of the cohorts in which a start of a day falls: one, or four that overlap."""
    begins = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    found = [_quarter_end(months_after(begins, 3 * later)) for later in range(spec.cohort_quarters)]
    if spec.cohort_quarters == 1:
        return found
    earliest = _quarter_end(months_after(ends[0].replace(day=1), 3 * (spec.cohort_quarters - 1)))
    return [end for end in found if earliest <= end <= ends[-1]]


def _area(spec: Specification, names: list[str | None]) -> str | None:
    known = [name for name in names if name is not None]
    if not known:
        return None
    return min(known) if spec.tie is Tie.SMALLEST_AREA else max(known)


def _reoffences(spec: Specification, index_on: date, events: list[Row]) -> list[date]:
    return [event["offence_on"] for event in events if _is_reoffence(spec, index_on, event)]


def _is_reoffence(spec: Specification, index_on: date, event: Row) -> bool:
    offence_on, proven_on = event["offence_on"], event["proven_on"]
    if offence_on is None or proven_on is None or not spec.counts(event["offence_code"], event["disposal"]):
        return False
    committed_in_time: bool = index_on < offence_on <= spec.follow_up.after(index_on)
    proven_in_time: bool = proven_on <= spec.proven_within.after(index_on)
    return committed_in_time and proven_in_time


def _quarter_end(day: date) -> date:
    begins = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return months_after(begins, 3) - timedelta(days=1)


def _by_person(path: Any) -> dict[int | str, list[Row]]:
    rows: defaultdict[int | str, list[Row]] = defaultdict(list)
    for row in pq.read_table(path).to_pylist():
        rows[row["person_id"]].append(row)
    return dict(rows)


def _table(rows: list[tuple[Any, ...]], schema: pa.Schema) -> pa.Table:
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    return pa.table([pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)], schema)
