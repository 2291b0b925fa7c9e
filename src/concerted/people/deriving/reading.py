"""What is read to derive harm and likelihood: proven offences, who the persons are, scores that probation sent.

Only records that may be linked in bulk are read: nothing of an existence-protected service reaches a derived value.
"""

from datetime import date, timedelta

import duckdb
import pyarrow as pa

from concerted.analytics.linkage import DEFAULT
from concerted.people.bulk.reading import Read, read_arrow
from concerted.people.kinds import COUNTS

PROVEN = {
    "person_id": pa.string(),
    "offence_code": pa.string(),
    "offence_on": pa.date32(),
    "proven_on": pa.date32(),
    "kind": pa.string(),
    "disposal": pa.string(),
    "district": pa.string(),
}
PROVEN_SQL = """
  select person_id, offence_code, committed_on, proven_on, kind, outcome, district from (
    select distinct on (person_id, offence_code, committed_on, proven_on, nth) * from (
      select r.person_id, e.offence_code, e.committed_on, e.proven_on, e.kind, e.outcome, e.district, e.id,
        row_number() over (partition by e.record_id, e.offence_code, e.committed_on, e.proven_on order by e.id) as nth
      from people_event e join people_record r on r.id = e.record_id
      where r.linkable and e.source = 'courts' and e.kind = any (%s) and e.proven_on <= %s) sent
    order by person_id, offence_code, committed_on, proven_on, nth, id) once
  order by person_id, proven_on, offence_code"""

SPELLS = {"person_id": pa.string(), "received_on": pa.date32(), "release_on": pa.date32()}
SPELLS_SQL = """
  select distinct on (r.person_id, e.committed_on) r.person_id, e.committed_on, e.happened_on
  from people_event e join people_record r on r.id = e.record_id
  where r.linkable and e.source = 'prisons' and e.kind in ('release', 'release planned', 'release moved')
    and coalesce(e.stated_on, e.happened_on) <= %s and e.committed_on is not null
  order by r.person_id, e.committed_on, e.stated_on desc nulls last, e.id desc"""

RECORDS = {
    "person_id": pa.string(),
    "source": pa.string(),
    "born_on": pa.date32(),
    "sex": pa.string(),
}
RECORDS_SQL = """
  select r.person_id, r.source, r.born_on, nullif(r.sex, '') from people_record r
  where r.linkable and r.person_id in (
    select person_id from people_record where linkable and source = any (%s))
  order by r.person_id, r.id"""

SCORES = {
    "person_id": pa.string(),
    "scored_on": pa.date32(),
    "predictor": pa.string(),
    "version": pa.string(),
    "percent": pa.float64(),
}
SCORES_SQL = """
  select r.person_id, s.scored_on, s.predictor, s.version, s.percent from people_score s
  join people_record r on r.id = s.record_id where r.linkable and s.scored_on <= %s
  order by r.person_id, s.scored_on, s.id"""

RECEIVED_WITHIN = timedelta(days=31)
"""A prison sentence belongs to the spell that began at most this long after it was passed: our assumption, since courts
and prisons share no reference."""


def proven_offences(as_at: date, read: Read = read_arrow) -> pa.Table:
    """Return the convictions and cautions proven by a day (columns PROVEN), of persons' linkable court records.

    An offence that two linked court records both send (same code, day of the offence and day of proof) is counted
    once; what one record sends twice under two references stays two offences.
    """
    return read(PROVEN_SQL, PROVEN, (sorted(COUNTS), as_at))


def with_start(proven: pa.Table, as_at: date, read: Read = read_arrow) -> pa.Table:
    """Return the offences with `start_on`: the day of proof, or after custody the day of release that the prison gave.

    Null while in custody on `as_at`, or where no spell in prison belongs to the sentence. Release days come from the
    newest statement by that day and are never calculated (S16).
    """
    spells = read(SPELLS_SQL, SPELLS, (as_at,))
    with duckdb.connect() as connection:
        connection.register("proven", proven)
        connection.register("spells", spells)
        found: pa.Table = connection.sql(
            "select p.*, case when p.disposal <> 'custody' then p.proven_on else f.release_on end as start_on "
            "from proven p left join (select p.person_id, p.proven_on, min(s.release_on) as release_on "
            "from (select distinct person_id, proven_on from proven where disposal = 'custody') p "
            "join spells s on s.person_id = p.person_id and s.release_on between p.proven_on and $as_at "
            "and s.received_on <= p.proven_on + to_days($within::int) group by all) f using (person_id, proven_on)",
            params={"as_at": as_at, "within": RECEIVED_WITHIN.days},
        ).to_arrow_table()
    return found


def persons(sources: tuple[str, ...] = ("courts", "police"), read: Read = read_arrow) -> pa.Table:
    """Return who has a record of one of the sources: person_id, born_on, youngest_born_on, sex ('M', 'F' or null).

    Of several birth dates the one that most records give is taken, on a tie the one that makes the person youngest;
    `youngest_born_on` is the latest that any record gives. Default dates count as unknown.
    """
    with duckdb.connect() as connection:
        connection.register("records", read(RECORDS_SQL, RECORDS, (list(sources),)))
        defaults = ", ".join(f"date '{day}'" for day in DEFAULT.default_births)
        found: pa.Table = connection.sql(
            f"""with known as (
                select * replace (case when born_on not in ({defaults}) then born_on end as born_on) from records),
              dates as (select person_id, born_on, count(*) as times from known where born_on is not null group by all),
              sexes as (select person_id, sex, count(*) as times from known where sex in ('M', 'F') group by all)
            select p.person_id, d.born_on, d.youngest_born_on, s.sex
            from (select distinct person_id from records) p
            left join (select person_id, arg_max(born_on, (times, born_on)) as born_on,
                max(born_on) as youngest_born_on from dates group by 1) d using (person_id)
            left join (select person_id, arg_max(sex, (times, sex)) as sex from sexes group by 1) s using (person_id)
            order by p.person_id"""
        ).to_arrow_table()
    return found


def sent_scores(as_at: date) -> pa.Table:
    """Return every score that probation sent by a day, in order of person and day (columns SCORES)."""
    return read_arrow(SCORES_SQL, SCORES, (as_at,))
