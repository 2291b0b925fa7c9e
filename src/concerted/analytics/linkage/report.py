"""The pairs of a linkage that are worth showing, with their evidence."""

from __future__ import annotations

import duckdb
import pyarrow as pa

from .evidence import evidence_sql
from .fields import Field
from .scoring import Chances, score
from .settings import LinkageSettings, weight_of

PAIR_COLUMNS = pa.schema(
    [
        ("record_l", pa.string()),
        ("record_r", pa.string()),
        ("probability", pa.float64()),
        ("weight", pa.float64()),
        ("band", pa.string()),
        ("evidence", pa.string()),
    ]
)

_PAIRS = """
select a.record_id as record_l, b.record_id as record_r,
  1 / (1 + pow(2, -s.weight)) as probability, round(s.weight, 3) as weight,
  case when s.weight >= {link} then 'link' else 'doubtful' end as band,
  {evidence} as evidence
from scored s join detailed d using (rid_l, rid_r)
join standard l on l.rid = s.rid_l join ids a on a.ordinal = l.ordinal
join standard r on r.rid = s.rid_r join ids b on b.ordinal = r.ordinal
order by s.weight desc, s.rid_l, s.rid_r
"""


def score_shown(
    con: duckdb.DuckDBPyConnection, fields: tuple[Field, ...], chances: Chances, prior: float, settings: LinkageSettings
) -> None:
    """Score the pairs of table `scored` from `settings.doubtful` up once more, field by field, into `detailed`."""
    con.execute(
        "create or replace table shown as select '0' as match_key, rid_l as join_key_l, rid_r as join_key_r "
        f"from scored where weight >= {weight_of(settings.doubtful)}"
    )
    score(con, fields, chances, prior, "shown", "detailed", detail=True)


def pairs_shown(
    con: duckdb.DuckDBPyConnection, fields: tuple[Field, ...], records: pa.Table, settings: LinkageSettings
) -> pa.Table:
    """Table of PAIR_COLUMNS from tables `scored` and `detailed`: 'link' and 'doubtful', the strongest first."""
    ids = records.column("record_id").cast(pa.string())
    con.register("ids", pa.table({"ordinal": pa.array(range(len(ids)), pa.int64()), "record_id": ids}))
    query = _PAIRS.format(link=weight_of(settings.link), evidence=evidence_sql(fields))
    return con.sql(query).to_arrow_table().cast(PAIR_COLUMNS)
