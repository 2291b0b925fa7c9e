"""Key figures of a county, computed from the truth with DuckDB, to set beside published ranges.

These follow the definitions of the local adult measure (3 + 3 months) and of proven reoffending (12 + 6 months)
closely enough to calibrate by; the product's own measures are elsewhere and are tested against a referee.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from concerted.analytics.synthetic.calendar_days import quarter_ends
from concerted.analytics.synthetic.lists import catalogue
from concerted.kernel.days import months_after


@dataclass(frozen=True)
class Calibration:
    """Rates are shares from 0 to 1; harm is in sourced days only; lists are by harm of twelve months."""

    caseload: tuple[int, ...]
    local_adult: float
    proven: float
    proven_adult: float
    proven_child: float
    reoffences_each: float
    top_harm: float
    new_on_list: float
    managed_ratio: float

    def lines(self) -> list[str]:
        """Return the figures in words, one a line."""
        return [
            f"caseload at the last four quarter ends: {', '.join(f'{n:,}' for n in self.caseload[-4:])}",
            f"local adult reoffending, 3 + 3 months: {self.local_adult:.2%}",
            f"proven reoffending, 12 + 6 months: {self.proven:.1%}"
            f" (adults {self.proven_adult:.1%}, children {self.proven_child:.1%})",
            f"reoffences for each who reoffended: {self.reoffences_each:.2f}",
            f"share of a year's harm by the first 5 % of those who offended: {self.top_harm:.0%}",
            f"new on this year's list by harm: {self.new_on_list:.0%}",
            f"offending while managed, as a share of what it would have been: {self.managed_ratio:.2f}",
        ]


_LOCAL = """
with members as (select person_id, snapshot_on from caseload where snapshot_on in ({days}))
select count(*), count(*) filter (exists (
    select 1 from proven p where p.person_id = m.person_id and p.committed_on > m.snapshot_on
    and p.committed_on <= (m.snapshot_on + interval 3 month)::date
    and p.proven_on <= (m.snapshot_on + interval 6 month)::date))
from members m
"""

_PROVEN = """
with starts as (
    select person_id, proven_on as start_on from proven where disposal <> 'custody'
    union all select person_id, release_on from custody where not recalled),
cohort as (
    select person_id, min(start_on) as start_on from starts
    where start_on >= date '{first}' and start_on <= date '{last}'
    group by person_id, date_trunc('quarter', start_on)),
followed as (
    select c.person_id, c.start_on, date_diff('day', any_value(b.born_on), c.start_on) < 6574 as child,
        count(p.person_id) as again
    from cohort c join people b using (person_id)
    left join proven p on p.person_id = c.person_id and p.committed_on > c.start_on
        and p.committed_on <= (c.start_on + interval 12 month)::date
        and p.proven_on <= (c.start_on + interval 18 month)::date
    group by c.person_id, c.start_on)
select child, count(*), count(*) filter (again > 0), sum(again) from followed group by child order by child
"""

_HARM = """
select p.person_id, sum(coalesce(h.days, 0)) as harm from proven p left join harm h on h.code = p.offence_code
where committed_on >= date '{first}' and committed_on < date '{last}' group by p.person_id
order by harm desc, p.person_id
"""


def _open(truth: Path) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    for name in ("people", "offences", "custody", "caseload"):
        con.execute(f"create view {name} as select * from read_parquet('{truth / name}.parquet')")
    con.execute("create view proven as select * from offences where proven_on is not null")
    con.execute("create table harm (code varchar, days double)")
    pairs = zip(catalogue().code.tolist(), catalogue().harm_days.tolist(), strict=True)
    con.executemany("insert into harm values (?, ?)", [(code, days) for code, days in pairs if days == days])
    return con


def _proven(con: duckdb.DuckDBPyConnection, as_at: date) -> tuple[float, float, float, float]:
    """Return the rates of all, adults and children, and reoffences a reoffender, over four complete quarters."""
    complete = [end for end in quarter_ends(as_at, 24) if months_after(end, 18) < as_at]
    first = months_after(complete[-4].replace(day=1), -2)
    rows = con.execute(_PROVEN.format(first=first, last=complete[-1])).fetchall()
    groups = {bool(child): (many, again, offences) for child, many, again, offences in rows}
    many, again, offences = (sum(group[n] for group in groups.values()) for n in range(3))
    rate = {child: group[1] / group[0] for child, group in groups.items()}
    return again / many, rate.get(False, 0.0), rate.get(True, 0.0), float(offences) / max(again, 1)


def _harm(con: duckdb.DuckDBPyConnection, as_at: date) -> tuple[float, float]:
    """Return the share of harm of the first 5 % a year ago, and how much of the newest list of 50 is new."""
    days = [months_after(as_at, -6 - 12 * back) for back in range(3)]
    latest = con.execute(_HARM.format(first=days[1], last=days[0])).fetchall()
    before = con.execute(_HARM.format(first=days[2], last=days[1])).fetchall()
    few = max(1, len(latest) // 20)
    total = sum(harm for _, harm in latest)
    length = min(50, max(5, len(latest) // 20))
    known = {person for person, _ in before[:length]}
    new = sum(person not in known for person, _ in latest[:length])
    return sum(harm for _, harm in latest[:few]) / max(total, 1.0), new / length


def calibrate(truth: Path, as_at: date, *, prevented: int) -> Calibration:
    """Return the figures of a written county; `prevented` is the count that its truth records."""
    con = _open(truth)
    counts = con.execute("select count(*) from caseload group by snapshot_on order by snapshot_on").fetchall()
    ends = [end for end in quarter_ends(as_at, 16) if months_after(end, 6) < as_at][-4:]
    members, again = con.execute(_LOCAL.format(days=", ".join(f"date '{end}'" for end in ends))).fetchall()[0]
    proven, adult, child, each = _proven(con, as_at)
    top, new = _harm(con, as_at)
    managed = int(con.execute("select count(*) from offences where managed").fetchall()[0][0])
    con.close()
    return Calibration(
        caseload=tuple(int(count) for (count,) in counts),
        local_adult=again / members,
        proven=proven,
        proven_adult=adult,
        proven_child=child,
        reoffences_each=each,
        top_harm=top,
        new_on_list=new,
        managed_ratio=managed / max(managed + prevented, 1),
    )
