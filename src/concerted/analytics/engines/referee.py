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

from concerted.analytics.engines.cells import SCHEMA, Cells, added_cells, four_quarters
from concerted.analytics.engines.extract import Extract
from concerted.analytics.measures.age_bands import band_of
from concerted.analytics.measures.specification import Cohort, Specification
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
    reoffences: int


def cells(spec: Specification, extract: Extract) -> Cells:
    """Return the cells of a measure; the same promise as `duckdb_shards.cells`."""
    entries: Counter[tuple[str, str, str, str, bool]] = Counter()
    reoffenders: Counter[tuple[str, str, str, str, bool]] = Counter()
    reoffences: Counter[tuple[str, str, str, str, bool]] = Counter()
    for member in members(spec, extract):
        provisional = spec.proven_within.after(member.quarter_ends_on) > extract.as_at
        cell = (member.area, member.quarter, member.age_band, member.sex, provisional)
        entries[cell] += 1
        reoffenders[cell] += member.reoffences > 0
        reoffences[cell] += member.reoffences
    rows = [(*cell[:4], entries[cell], reoffenders[cell], reoffences[cell], cell[4]) for cell in entries]
    return added_cells([_table(rows, SCHEMA)])


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
    persons = {row["person_id"]: row for row in pq.read_table(extract.persons).to_pylist()}
    if spec.cohort is Cohort.CASELOAD:
        if extract.caseload is None:
            raise ValueError(f"The measure {spec.code} counts a caseload, and none was given.")
        cohort = {person: _snapshots(rows) for person, rows in _by_person(extract.caseload).items()}
    else:
        cohort = {person: _first_starts(rows) for person, rows in events.items()}
    for person_id, entries in cohort.items():
        person = persons.get(person_id, {"born_on": None, "sex": None})
        for index_on, area in entries:
            age = None if person["born_on"] is None else completed_years(person["born_on"], index_on)
            if age in spec.ages:
                yield Member(
                    person_id=person_id,
                    area=area or "unassigned",
                    quarter=f"{index_on.year}Q{(index_on.month + 2) // 3}",
                    quarter_ends_on=_quarter_end(index_on),
                    age_band=band_of(age, spec.age_bands),
                    sex=person["sex"] or "not known",
                    reoffences=sum(_is_reoffence(spec, index_on, event) for event in events.get(person_id, [])),
                )


def _snapshots(caseload: list[Row]) -> list[tuple[date, str | None]]:
    """Return one person's snapshots, each once, with the area that comes first."""
    areas: defaultdict[date, list[str | None]] = defaultdict(list)
    for row in caseload:
        areas[row["snapshot_on"]].append(row["area"])
    return [(day, _first_area(names)) for day, names in areas.items()]


def _first_starts(events: list[Row]) -> list[tuple[date, str | None]]:
    """Return one person's first start of risk in each quarter, with the area that comes first on that day."""
    areas: defaultdict[date, list[str | None]] = defaultdict(list)
    for event in events:
        if event["start_on"] is not None:
            areas[event["start_on"]].append(event["area"])
    first: dict[date, date] = {}
    for day in sorted(areas):
        first.setdefault(_quarter_end(day), day)
    return [(day, _first_area(areas[day])) for day in first.values()]


def _first_area(names: list[str | None]) -> str | None:
    return min((name for name in names if name is not None), default=None)


def _is_reoffence(spec: Specification, index_on: date, event: Row) -> bool:
    offence_on, proven_on = event["offence_on"], event["proven_on"]
    if offence_on is None or proven_on is None or not spec.counts(event["offence_code"]):
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
