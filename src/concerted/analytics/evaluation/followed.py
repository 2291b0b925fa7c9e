"""Proven offences of people in the 12 months before and after the day on which each was chosen."""

from datetime import date

import duckdb
import pyarrow as pa

from concerted.kernel.days import months_after

MONTHS = 12
PROOF = 6
"""Months in which an offence may still be proven, as in the Ministry of Justice's proven reoffending (12 + 6)."""

COUNTED = (
    "Proven offences committed in the 12 months before the day, and in the 12 months that begin with it; each window "
    "gives 6 more months for proof, so that neither is counted longer than the other."
)

SQL = f"""
select c.person_id, c.chosen_on,
  count(*) filter (where e.offence_on < c.chosen_on and e.proven_on <= c.before_until)::bigint as before,
  count(*) filter (where e.offence_on >= c.chosen_on and e.proven_on <= c.after_until)::bigint as after
from (select person_id, chosen_on, (chosen_on - to_months({MONTHS}))::date as from_on,
    (chosen_on + to_months({MONTHS}))::date as until_on, (chosen_on + to_months({PROOF}))::date as before_until,
    (chosen_on + to_months({MONTHS + PROOF}))::date as after_until from chosen) c
left join events e on e.person_id = c.person_id and e.offence_on >= c.from_on and e.offence_on < c.until_on
group by all order by all"""


def is_followed(chosen_on: date, as_at: date) -> bool:
    """Say whether the 12 months after a day, and the 6 for proof, are over on another."""
    return months_after(chosen_on, MONTHS + PROOF) <= as_at


def before_and_after(events: pa.Table, chosen: pa.Table) -> pa.Table:
    """Return `person_id`, `chosen_on`, `before` and `after` for each row of `chosen` (the first two columns).

    Windows are [12 months before, the day) and [the day, 12 months after); an offence of the first counts if proven
    within 6 months of the day, of the second within 18. Somebody without an offence has noughts. Events have
    `person_id`, `offence_on` and `proven_on` (null while pending).
    """
    with duckdb.connect() as connection:
        connection.register("events", events.select(["person_id", "offence_on", "proven_on"]))
        connection.register("chosen", chosen.select(["person_id", "chosen_on"]))
        found: pa.Table = connection.sql(SQL).to_arrow_table()
    return found
