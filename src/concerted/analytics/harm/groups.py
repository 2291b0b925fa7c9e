"""Offences and harm points of one year by place or by group of offence."""

from datetime import date
from typing import Literal

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from concerted.analytics.harm.concentration import Sum
from concerted.analytics.harm.many import weight_table
from concerted.analytics.harm.offences import offence
from concerted.analytics.harm.weights import Edition, default_edition
from concerted.kernel.days import months_after

NO_GROUP = "Code not given, or not known"
"""The group of offences whose code the table of codes lacks: counted and shown (S25)."""

GROUPS_FROM = (
    "Groups are the parent groups in the table of Home Office codes of the 2026 predictors (a test fixture of the "
    "prison and probation service's own program: complete-looking, not official)."
)
"""Where the groups come from: to be shown beside them."""

SQL = """
select coalesce({by}, '') as label, count(distinct person_id) as people, count(*) as offences,
  count(*) filter (where basis = 'sourced') as sourced_offences,
  count(*) filter (where basis = 'assumed') as assumed_offences,
  coalesce(sum(hundredths) filter (where basis = 'sourced'), 0)::bigint as sourced_hundredths,
  coalesce(sum(hundredths) filter (where basis = 'assumed'), 0)::bigint as assumed_hundredths
from events left join weights using (offence_code) left join kinds using (offence_code)
where offence_on >= $from_on and offence_on < $on and proven_on <= $on group by 1 order by 1"""


def harm_by(
    events: pa.Table, by: Literal["area", "group"], on: date, *, months: int = 12, edition: Edition | None = None
) -> dict[str, Sum]:
    """Return the sums of each place or offence group, in the window of the rule `harm.harm_in_period`.

    Events have `person_id`, `offence_on`, `offence_code`, `proven_on`, and `area` for places, null or empty where it is
    not assigned (label ""). A person stands in each place or group in which he or she offended, so people do not add.
    """
    plain = events.set_column(
        events.column_names.index("offence_code"), "offence_code", pc.cast(events["offence_code"], pa.string())
    )
    codes = [code for code in pc.unique(plain["offence_code"]).to_pylist() if code is not None]
    kinds = pa.table(
        {
            "offence_code": pa.array(codes, pa.string()),
            "kind": pa.array([offence(code).group or NO_GROUP for code in codes], pa.string()),
        }
    )
    column = "area" if by == "area" else f"coalesce(kind, '{NO_GROUP}')"
    with duckdb.connect() as connection:
        connection.register("events", plain)
        connection.register("weights", weight_table(plain["offence_code"], edition or default_edition()))
        connection.register("kinds", kinds)
        rows = connection.execute(SQL.format(by=column), {"from_on": months_after(on, -months), "on": on}).fetchall()
    return {label: Sum(*counts) for label, *counts in rows}
