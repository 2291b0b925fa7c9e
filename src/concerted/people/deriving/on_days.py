"""Our likelihood of everybody as it was known on each of several days, in one pass over the proven offences."""

from collections.abc import Sequence
from datetime import date

import duckdb
import numpy as np
import pyarrow as pa

from concerted.analytics.risk.all_reoffending_predictor import ADULT_FROM
from concerted.analytics.risk.inputs import predictor_inputs
from concerted.analytics.risk.many import score_many
from concerted.kernel.days import months_after
from concerted.people.bulk.reading import Read, read_arrow
from concerted.people.deriving.reading import RECEIVED_WITHIN

STATEMENTS = {
    "person_id": pa.string(),
    "received_on": pa.date32(),
    "release_on": pa.date32(),
    "known_on": pa.date32(),
    "nth": pa.int64(),
}
STATEMENTS_SQL = """
  select r.person_id, e.committed_on, e.happened_on, coalesce(e.stated_on, e.happened_on),
    row_number() over (order by e.stated_on nulls first, e.id)
  from people_event e join people_record r on r.id = e.record_id
  where r.linkable and e.source = 'prisons' and e.kind in ('release', 'release planned', 'release moved')
    and e.committed_on is not null"""
"""Every statement about a release with its place in time: of those known by a day, the last of a spell counts."""

NUMBERED = """
create temp table people as
select (row_number() over (order by p.person_id) - 1)::bigint as number, p.*, c.first_on from everybody p
join (select person_id, min(proven_on) as first_on from proven group by 1) c using (person_id)
where p.born_on is not null"""
CUSTODY = """
create temp table released as
select s.on_day, p.person_id, p.proven_on, min(s.release_on) as release_on
from (select distinct person_id, proven_on from proven where disposal = 'custody') p
join (select d.nth as on_day, d.on_date, t.person_id, t.received_on, arg_max(t.release_on, t.nth) as release_on
  from statements t join days d on t.known_on <= d.on_date group by all) s
on s.person_id = p.person_id and s.release_on between p.proven_on and s.on_date
  and s.received_on <= p.proven_on + to_days($within::int) group by all"""
EVENTS = """
select d.nth * $people + n.number as person_id, p.offence_code, p.proven_on,
  case when p.disposal <> 'custody' then p.proven_on else r.release_on end as start_on
from proven p join people n using (person_id) join days d on p.proven_on <= d.on_date
left join released r on r.on_day = d.nth and r.person_id = p.person_id and r.proven_on = p.proven_on"""
ADULTS = """
select d.nth * $people + n.number as person_id, n.born_on, n.sex from people n
join days d on n.first_on <= d.on_date and coalesce(n.youngest_born_on <= d.born_by, true)"""
NAMED = """
select n.person_id, d.on_date, s.percent from scored s
join people n on n.number = s.person_id % $people join days d on d.nth = s.person_id // $people
order by d.on_date, n.person_id"""


def percents_on(
    days: Sequence[date], proven: pa.Table, everybody: pa.Table, read: Read = read_arrow
) -> dict[date, dict[str, float | None]]:
    """Return for each day our per cent of the adults sanctioned by it, in order of person; None where unknown.

    Equal, day by day, to `our_inputs` of what was proven by the day, with `with_start`, of adults with a birth date.
    Each person is counted under a number of its own for each day.
    """
    found: dict[date, dict[str, float | None]] = {on: {} for on in days}
    if not found:
        return found
    with duckdb.connect() as connection:
        for name, table in (
            ("proven", proven), ("everybody", everybody), ("statements", read(STATEMENTS_SQL, STATEMENTS, ())),
            ("days", _days(list(found))),
        ):  # fmt: skip
            connection.register(name, table)
        connection.execute(NUMBERED)
        connection.execute(CUSTODY, {"within": RECEIVED_WITHIN.days})
        people = {"people": max(1, connection.sql("from people").shape[0])}
        events, adults = (connection.sql(query, params=people).to_arrow_table() for query in (EVENTS, ADULTS))
        inputs = predictor_inputs(events, adults, max(found))
        percent = score_many(_assessed(inputs, list(found), people["people"]))
        scored = pa.table({"person_id": inputs["person_id"], "percent": pa.array(percent, mask=np.isnan(percent))})
        connection.register("scored", scored)
        rows = connection.sql(NAMED, params=people).to_arrow_table()
    for person, on, value in zip(*(column.to_pylist() for column in rows.columns), strict=True):
        found[on][person] = value
    return found


def _days(days: list[date]) -> pa.Table:
    return pa.table(
        {
            "nth": pa.array(range(len(days)), pa.int64()),
            "on_date": pa.array(days, pa.date32()),
            "born_by": pa.array([months_after(on, -12 * ADULT_FROM) for on in days], pa.date32()),
        }
    )


def _assessed(inputs: pa.Table, days: list[date], people: int) -> pa.Table:
    """Return the inputs with each row's own day as the day of assessment."""
    nth = inputs["person_id"].to_numpy() // people
    assessed_on = pa.array(days, pa.date32()).take(pa.array(nth))
    return inputs.set_column(inputs.column_names.index("assessed_on"), "assessed_on", assessed_on)
