"""A snapshot of the county for the measures: PostgreSQL to person-sorted Parquet, persons as dense whole numbers.

All of it is one moment of the database, read by ADBC under the role of the engine.
"""

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa

from concerted.analytics.engines.duckdb_memory import in_memory
from concerted.analytics.engines.extract import Extract, written
from concerted.people.bulk.reading import one_snapshot
from concerted.people.deriving.reading import persons, proven_offences, with_start

SOURCES = ("courts", "police", "probation")
"""Whose records make somebody a person of the snapshot."""

CASELOADS = {"person": pa.string(), "snapshot_on": pa.date32(), "district": pa.string()}
CASELOADS_SQL = """
  select r.person_id, c.snapshot_on, c.district from people_caseloadrow c join people_record r on r.id = c.record_id
  where r.linkable and c.snapshot_on <= %s order by r.person_id, c.snapshot_on, c.district = '', c.district, c.id"""

NUMBERED = """
create temp table numbers as
select person_id as person, (row_number() over (order by person_id))::bigint as person_id from people
"""
PERSONS = """
select n.person_id, p.born_on, p.sex from people p join numbers n on n.person = p.person_id order by n.person_id
"""
EVENTS = """
select n.person_id, o.offence_on, o.offence_code, o.proven_on, o.disposal, o.start_on, nullif(o.district, '') as area
from offences o join numbers n on n.person = o.person_id where o.offence_on is not null order by all
"""
CASELOAD = """
select n.person_id, c.snapshot_on, min(nullif(c.district, '')) as area
from caseloads c join numbers n using (person) group by all order by all
"""


@dataclass(frozen=True)
class Snapshot:
    """The files of a snapshot, and the hash of what they hold: equal hashes are equal data."""

    extract: Extract
    data_hash: str
    events: int
    persons: int
    without_start: int
    without_offence_day: int


def take(folder: Path, as_at: date) -> Snapshot:
    """Read the county as at a day into a folder. Runs as the engine, which sees every record."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with one_snapshot() as read:
        offences = with_start(proven_offences(as_at, read), as_at, read)
        people, caseloads = persons(SOURCES, read), read(CASELOADS_SQL, CASELOADS, (as_at,))
    with in_memory() as joining:
        for name, table in (("people", people), ("offences", offences), ("caseloads", caseloads)):
            joining.register(name, table)
        joining.execute(NUMBERED)
        everybody, events, caseload = (joining.sql(query).to_arrow_table() for query in (PERSONS, EVENTS, CASELOAD))
    digest = hashlib.sha256()
    for table in (everybody, events, caseload):
        for column in table.columns:
            for chunk in column.chunks:
                for buffer in chunk.buffers():
                    digest.update(buffer or b"")
    return Snapshot(
        extract=written(folder, events=events, persons=everybody, caseload=caseload, as_at=as_at),
        data_hash=digest.hexdigest(),
        events=events.num_rows,
        persons=everybody.num_rows,
        without_start=events["start_on"].null_count,
        without_offence_day=offences["offence_on"].null_count,
    )
