"""Who may be listed on a day, with likelihood and harm as known then: the vectorised form of `iom.may_be_listed`."""

from dataclasses import dataclass
from datetime import date

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from concerted.analytics.harm.harm_in_period import Harm
from concerted.analytics.harm.many import harm_many, total_of
from concerted.analytics.risk.all_reoffending_predictor import BANDS
from concerted.kernel.days import months_after
from concerted.people.deriving.likelihood import OURS, PROBATION, adults, newest_scores, our_inputs
from concerted.people.deriving.reading import SCORES, persons, proven_offences, sent_scores, with_start

SQL = """
  with last as (select person_id, max(proven_on) as last_proven_on from proven group by 1),
  recent as (
    select g.person_id, g.born_on, g.sex, l.last_proven_on from grown g join last l using (person_id)
    where $after is null or l.last_proven_on > $after)
  select r.*, coalesce(p.percent, o.percent) as percent,
    case when p.percent is null then $ours else $probation end as sent_by,
    coalesce(p.scored_on, $on) as scored_on, coalesce(h.harm_12, 0) as points_12, coalesce(h.harm_24, 0) as points_24,
    h.* exclude (person_id, harm_12, harm_24)
  from recent r left join ours o using (person_id) left join probations p using (person_id)
  left join harm h using (person_id) order by r.person_id"""


@dataclass(frozen=True)
class Ranking:
    """Who is listed, in the list's order; who would be but for an unknown birth date, or for want of a score."""

    listed: pa.Table
    birth_date_unknown: int
    no_score: int
    proven: pa.Table
    edition: str

    def harm(self) -> Harm:
        """Return the harm of the last 12 months of everybody listed, together."""
        return total_of(self.listed.replace_schema_metadata({"edition": self.edition}), 12)


def ranking(on: date, within_months: int | None) -> Ranking:
    """Rank adults convicted or cautioned within the months before a day, by what was known on it.

    Probation's newest score comes first, ours where it sent none (S14); the order is the likelihood band, then harm of
    12 months, never a sum of both. Persons are as they are linked today, also for an earlier day. Columns: person_id,
    born_on, sex, last_proven_on, percent, sent_by, scored_on, points_12, points_24, harm's parts, band, band_order.
    """
    proven = with_start(proven_offences(on), on)
    grown = adults(persons(), on)
    harm = harm_many(proven, on)
    sent = [row for row in newest_scores(sent_scores(on), grown) if row["sent_by"] == PROBATION]
    with duckdb.connect() as connection:
        connection.register("proven", proven)
        connection.register("grown", grown)
        connection.register("harm", harm)
        connection.register("ours", our_inputs(proven, grown, on).select(["person_id", "percent"]))
        connection.register("probations", pa.Table.from_pylist(sent, schema=pa.schema(SCORES.items())))
        after = None if within_months is None else months_after(on, -within_months)
        recent = connection.sql(
            SQL, params={"after": after, "on": on, "ours": OURS, "probation": PROBATION}
        ).to_arrow_table()
    aged = recent.filter(pc.is_valid(recent.column("born_on")))
    scored = aged.filter(pc.is_valid(aged.column("percent")))
    return Ranking(
        listed=_ordered(scored),
        birth_date_unknown=recent.num_rows - aged.num_rows,
        no_score=aged.num_rows - scored.num_rows,
        proven=proven,
        edition=(harm.schema.metadata or {})[b"edition"].decode(),
    )


def _ordered(scored: pa.Table) -> pa.Table:
    """Add `band` and `band_order` (0: the highest band) and sort into the list's order."""
    percents = scored.column("percent").to_pylist()
    order = [next(place for place, (least, _) in enumerate(BANDS) if percent >= least) for percent in percents]
    table = scored.append_column("band_order", pa.array(order, pa.int16()))
    table = table.append_column("band", pa.array([BANDS[place][1] for place in order], pa.string()))
    return table.sort_by([("band_order", "ascending"), ("points_12", "descending"), ("person_id", "ascending")])
