"""Offences of adults: what children did is left out until a threshold for figures about them is configured."""

import duckdb
import pyarrow as pa

ADULT_FROM = 18

SQL = f"""
select e.* from events e left join persons p using (person_id)
where p.born_on is null or year(e.offence_on) - year(p.born_on)
  - ((month(e.offence_on), day(e.offence_on)) < (month(p.born_on), day(p.born_on)))::int >= {ADULT_FROM}
order by e.person_id, e.offence_on, e.offence_code, e.proven_on"""


def offences_of_adults(events: pa.Table, persons: pa.Table) -> pa.Table:
    """Return the events at which the person was 18 or older in completed years; an unknown birth date counts as adult.

    Events have `person_id`, `offence_on`, `offence_code` and `proven_on` beside whatever else, persons `person_id`
    (once each) and `born_on`. The columns are those of the events.
    """
    with duckdb.connect() as connection:
        connection.register("events", events)
        connection.register("persons", persons.select(["person_id", "born_on"]))
        found: pa.Table = connection.sql(SQL).to_arrow_table()
    return found
