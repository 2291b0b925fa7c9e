"""A snapshot of the county for the measures: PostgreSQL to person-sorted Parquet, persons as dense whole numbers."""

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import quote

import adbc_driver_postgresql.dbapi as adbc
from django.db import connection

from concerted.analytics.engines.duckdb_memory import in_memory
from concerted.analytics.engines.extract import Extract, written

READ = {
    "records": "select id::text, person_id::text as person, born_on, sex, district, source, source_key "
    "from people_record where person_id is not null and linkable",
    "proven": "select id, record_id::text as record, committed_on, offence_code, proven_on, outcome, district "
    "from people_event where kind in ('conviction', 'caution')",
    "prison": "select id, record_id::text as record, committed_on as received_on, happened_on, stated_on "
    "from people_event where source = 'prisons' and kind in ('release', 'release planned', 'release moved')",
    "caseloads": "select id, record_id::text as record, snapshot_on, district from people_caseloadrow",
}
"""Plain reads of the protected tables: PostgreSQL hands them over, DuckDB joins them."""

PEOPLE = """
create temp table people as
select person, (row_number() over (order by person))::bigint as person_id from (select distinct person from records);
create temp table mine as
select r.id as record, p.person_id, r.* exclude (id) from records r join people p using (person);
"""

PERSONS = """
select person_id, born_on, nullif(nullif(sex, 'U'), '') as sex from (
  select *, row_number() over (partition by person_id order by born_on is null, source, source_key) as place from mine)
where place = 1 order by person_id
"""

# The newest statement of a prison spell says when it ended; what has not come yet is no release. An offence that two
# linked records both hold is one offence; two alike in one record are two.
EVENTS = """
with spells as (
  select person_id, happened_on as released_on from (
    select m.person_id, p.*, row_number() over (
      partition by p.record, p.received_on order by p.stated_on desc, p.id desc) as place
    from prison p join mine m using (record) where p.stated_on <= ?)
  where place = 1 and happened_on <= ?),
numbered as (
  select m.person_id, e.*, coalesce(nullif(e.district, ''), nullif(m.district, '')) as area,
    row_number() over (partition by e.record, e.committed_on, e.offence_code, e.proven_on order by e.id) as copy
  from proven e join mine m using (record) where e.committed_on is not null and e.proven_on <= ?),
once as (
  select * from (select *, row_number() over (
    partition by person_id, committed_on, offence_code, proven_on, copy order by record, id) as place from numbered)
  where place = 1)
select o.person_id, o.committed_on as offence_on, o.offence_code, o.proven_on, o.outcome as disposal,
  case when o.outcome = 'custody' then min(s.released_on) else o.proven_on end as start_on, any_value(o.area) as area
from once o left join spells s on o.outcome = 'custody' and s.person_id = o.person_id and s.released_on >= o.proven_on
group by o.person_id, o.id, o.record, o.committed_on, o.offence_code, o.proven_on, o.outcome
order by all
"""

CASELOAD = """
select person_id, snapshot_on, area from (
  select m.person_id, c.snapshot_on, nullif(c.district, '') as area, row_number() over (
    partition by m.person_id, c.snapshot_on order by nullif(c.district, '') nulls last, c.id) as place
  from caseloads c join mine m using (record) where c.snapshot_on <= ?)
where place = 1 order by all
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
    with in_memory() as joining:
        with adbc.connect(_address()) as source, source.cursor() as cursor:
            for name, query in READ.items():
                cursor.execute(query)
                joining.register(name, cursor.fetch_arrow_table())
        joining.execute(PEOPLE)
        persons = joining.sql(PERSONS).to_arrow_table()
        events = joining.sql(EVENTS, params=[as_at, as_at, as_at]).to_arrow_table()
        caseload = joining.sql(CASELOAD, params=[as_at]).to_arrow_table()
        (without_day,) = joining.execute("select count(*) from proven where committed_on is null").fetchall()[0]
    digest = hashlib.sha256()
    for table in (persons, events, caseload):
        for column in table.columns:
            for chunk in column.chunks:
                for buffer in chunk.buffers():
                    digest.update(buffer or b"")
    return Snapshot(
        extract=written(folder, events=events, persons=persons, caseload=caseload, as_at=as_at),
        data_hash=digest.hexdigest(),
        events=events.num_rows,
        persons=persons.num_rows,
        without_start=events["start_on"].null_count,
        without_offence_day=without_day,
    )


def _address() -> str:
    """Return the address of the engine's own connection, for ADBC."""
    entry = connection.settings_dict
    host = quote(str(entry["HOST"]), safe="")
    user, word = quote(str(entry["USER"])), quote(str(entry["PASSWORD"]), safe="")
    return f"postgresql://{user}:{word}@/{quote(str(entry['NAME']))}?host={host}&port={entry['PORT'] or 5432}"
