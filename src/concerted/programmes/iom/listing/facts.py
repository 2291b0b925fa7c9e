"""Who a listed person is, in a name and a line: age, district, the order that he or she is under."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from concerted.people.bulk.reading import read_arrow
from concerted.people.naming import full_name
from concerted.places.district_codes import district_codes

NAMES = {"person_id": pa.string(), "given_name": pa.string(), "family_name": pa.string()}
NAMES_SQL = """
  select distinct on (r.person_id) r.person_id, r.given_name, r.family_name from people_record r
  left join (select record_id, max(happened_on) as seen_on from people_event where happened_on <= %s group by 1) e
    on e.record_id = r.id
  left join (select record_id, max(snapshot_on) as seen_on from people_caseloadrow group by 1) c on c.record_id = r.id
  where r.linkable and r.source in ('police', 'courts', 'probation')
  order by r.person_id, greatest(e.seen_on, c.seen_on) desc nulls last, r.id desc"""

DISTRICTS = {"person_id": pa.string(), "district": pa.string()}
DISTRICTS_SQL = """
  select distinct on (r.person_id) r.person_id, r.district from people_record r
  where r.linkable and r.district <> '' and r.source in ('probation', 'police', 'courts')
  order by r.person_id, array_position(array['probation', 'police', 'courts'], r.source::text), r.id desc"""

PRISON = {"person_id": pa.string(), "kind": pa.string(), "happened_on": pa.date32(), "until_on": pa.date32()}
PRISON_SQL = """
  select distinct on (r.person_id) r.person_id, e.kind, e.happened_on, e.until_on
  from people_event e join people_record r on r.id = e.record_id
  where r.linkable and e.source = 'prisons' and coalesce(e.stated_on, e.happened_on) <= %s
  order by r.person_id, e.committed_on desc nulls last, e.stated_on desc nulls last, e.id desc"""

ORDERS = {"person_id": pa.string(), "order": pa.string(), "ends_on": pa.date32()}
ORDERS_SQL = """
  select distinct on (person_id) person_id, order_name, ends_on from (
    select r.person_id, c.order_name, c.sentenced_on, c.ends_on
    from people_caseloadrow c join people_record r on r.id = c.record_id where r.linkable
    union all
    select r.person_id, e.outcome, e.proven_on, e.until_on
    from people_event e join people_record r on r.id = e.record_id
    where r.linkable and e.source = 'courts' and e.outcome in ('community order', 'suspended sentence')) o
  where ends_on >= %s and sentenced_on <= %s order by person_id, sentenced_on desc, ends_on desc"""


@dataclass(frozen=True)
class Who:
    """A name as the newest record writes it, a district's code and what order the person is under, in words."""

    name: str
    district: str
    standing: str


def who(on: date) -> dict[str, Who]:
    """Return the facts of everybody whom police, courts or probation hold, by person."""
    names = read_arrow(NAMES_SQL, NAMES, (on,)).to_pylist()
    districts = {row["person_id"]: row["district"] for row in read_arrow(DISTRICTS_SQL, DISTRICTS).to_pylist()}
    prison = {row["person_id"]: row for row in read_arrow(PRISON_SQL, PRISON, (on,)).to_pylist()}
    orders = {row["person_id"]: row for row in read_arrow(ORDERS_SQL, ORDERS, (on, on)).to_pylist()}
    return {
        person: Who(
            name=full_name(row["given_name"], row["family_name"]),
            district=districts.get(person, ""),
            standing=standing(prison.get(person), orders.get(person), on),
        )
        for row in names
        for person in (row["person_id"],)
    }


def line(who: Who, age: int) -> str:
    """Return the line below a name: '34, Tendring. Community order to 9 Aug 2027'."""
    names = {code: name for name, code in district_codes().items() if name != code}
    return f"{age}, {names.get(who.district, 'district not known')}. {who.standing}"


def standing(prison: dict[str, Any] | None, order: dict[str, Any] | None, on: date) -> str:
    """Say under what order somebody is: what the prison said last if it still holds, else the newest order in force.

    Release days are those that the prison gave, never calculated (S16).
    """
    if prison and prison["kind"] == "recall":
        return f"Recalled to prison {short(prison['happened_on'])}"
    if prison and prison["happened_on"] > on:
        return f"In prison, release planned {short(prison['happened_on'])}"
    if prison and prison["until_on"] and prison["until_on"] >= on:
        return f"On licence to {short(prison['until_on'])}"
    if order:
        words = {"licence": "On licence"}.get(order["order"], order["order"].capitalize())
        return f"{words} to {short(order['ends_on'])}"
    return "No current order"


def short(day: date) -> str:
    """Return a day as tables write it: '9 Aug 2027'."""
    return f"{day.day} {day:%b %Y}"
