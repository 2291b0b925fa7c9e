"""Why somebody is on the list, in words: what counts, how orders went, and what is shown without counting."""

from collections import Counter
from datetime import date
from typing import Any

import duckdb
import pyarrow as pa

from concerted.analytics.harm.counted import joined
from concerted.kernel.days import months_after
from concerted.people.bulk.reading import read_arrow
from concerted.people.deriving.harm import parts_of
from concerted.people.kinds import BREACH, CRIME, MISSED
from concerted.programmes.iom.rules.what_is_shown import PENDING_MONTHS

MOST = 4
"""So many kinds of offence are named; the rest are counted."""

CONTACTS = {"person_id": pa.string(), "kind": pa.string(), "times": pa.int64()}
CONTACTS_SQL = """
  select r.person_id, e.kind, count(distinct (e.happened_on, e.record_id))
  from people_event e join people_record r on r.id = e.record_id
  where r.linkable and e.source = 'probation' and e.kind = any (%s) and e.happened_on > %s and e.happened_on <= %s
  group by 1, 2"""

CHARGES = {"person_id": pa.string(), "offence_code": pa.string(), "happened_on": pa.date32()}
CHARGES_SQL = """
  select distinct r.person_id, e.offence_code, e.happened_on
  from people_event e join people_record r on r.id = e.record_id
  where r.linkable and e.source = 'police' and e.kind = %s and e.outcome = 'charged'
    and e.happened_on > %s and e.happened_on <= %s"""


def pending_charges(proven: pa.Table, on: date) -> dict[str, int]:
    """Return how many charges are pending of each person: the vectorised form of `iom.what_is_shown`.

    A charge has its result when a court decided on the same code, of an offence within a day of it; police and courts
    share no reference.
    """
    charges = read_arrow(CHARGES_SQL, CHARGES, (CRIME, months_after(on, -PENDING_MONTHS), on))
    with duckdb.connect() as connection:
        connection.register("charges", charges)
        connection.register("proven", proven)
        rows = connection.sql(
            "select c.person_id, count(*) from charges c where not exists (select 1 from proven p "
            "where p.person_id = c.person_id and p.offence_code is not distinct from c.offence_code "
            "and abs(p.offence_on - c.happened_on) <= 1) group by 1"
        ).fetchall()
    return dict(rows)


def orders_kept(on: date) -> dict[str, dict[str, int]]:
    """Return, by person, how many breaches and missed appointments probation wrote down in the last 12 months."""
    found: dict[str, dict[str, int]] = {}
    rows = read_arrow(CONTACTS_SQL, CONTACTS, ([BREACH, MISSED], months_after(on, -12), on))
    for row in rows.to_pylist():
        found.setdefault(row["person_id"], {})[row["kind"]] = row["times"]
    return found


def offending(proven: pa.Table, on: date) -> dict[str, str]:
    """Return, by person, what was proven of the last 12 months in words, or else of the last 24."""
    longer = {person: f"In 24 months: {in_words(parts)}" for person, parts in parts_of(proven, on, months=24).items()}
    return longer | {person: in_words(parts) for person, parts in parts_of(proven, on, months=12).items()}


def in_words(parts: list[dict[str, Any]]) -> str:
    """Return parts of harm in a row: '2 robberies, 1 burglary of a home, convicted'."""
    named = joined([part["words"] for part in parts[:MOST]])
    more = sum(part["count"] for part in parts[MOST:])
    further = f" and {more} more" if more else ""
    offences, cautions = sum(part["count"] for part in parts), sum(part["cautions"] for part in parts)
    how = "convicted" if not cautions else "cautioned" if cautions == offences else "convicted or cautioned"
    return f"{named}{further}, {how}"


def reasons(person: str, proven: dict[str, str], kept: dict[str, dict[str, int]]) -> list[str]:
    """Return the lines that say why a person is on the list."""
    lines = [proven.get(person, "Convicted or cautioned, of an offence longer ago than 24 months")]
    times = Counter(kept.get(person, {}))
    if times[BREACH]:
        lines.append("Breached an order" + (f" {times[BREACH]} times" if times[BREACH] > 1 else ""))
    if times[MISSED]:
        lines.append(f"Missed {times[MISSED]} appointment" + ("s" if times[MISSED] > 1 else ""))
    return lines


def shown(charges: int) -> list[str]:
    """Return what stands beside a person without counting."""
    return [f"{charges} charge{'s' if charges > 1 else ''} pending"] if charges else []
