"""What linkage reads: every record that may be linked in bulk, with the newest address that its agency gave."""

import hashlib
from uuid import UUID

import pyarrow as pa

from concerted.analytics.linkage import Ruling
from concerted.people.bulk.reading import read_arrow
from concerted.people.models import Link

COLUMNS = {
    "record_id": pa.string(),
    "source": pa.string(),
    "given_name": pa.string(),
    "family_name": pa.string(),
    "former_family_name": pa.string(),
    "born_on": pa.date32(),
    "sex": pa.string(),
    "postcode": pa.string(),
    "address": pa.string(),
}
SELECT = """
  select r.id, r.source, r.given_name, r.family_name, nullif(r.former_family_name, ''), r.born_on, nullif(r.sex, ''),
    nullif(a.postcode, ''), nullif(a.line, '')
  from people_record r
  left join (select distinct on (record_id) record_id, postcode, line from people_address
    order by record_id, seen_on desc nulls last, id desc) a on a.record_id = r.id
  where r.linkable order by r.id"""


def linkable_records() -> pa.Table:
    """Return the linkable records in order of their id: nobody else's are read at all (S18)."""
    return read_arrow(SELECT, COLUMNS)


def rulings(*, of_records: list[UUID] | None = None) -> list[Ruling]:
    """Return what people ruled about pairs of records; `of_records` keeps those with both records among them."""
    rows = Link.objects.filter(state__in=("same", "different"))
    if of_records is not None:
        rows = rows.filter(record_l__in=of_records, record_r__in=of_records)
    found = rows.order_by("ruled_at", "id").values_list("record_l_id", "record_r_id", "state")
    return [Ruling(str(left), str(right), "same" if state == "same" else "different") for left, right, state in found]


def hash_of(records: pa.Table, ruled: list[Ruling]) -> str:
    """Return a hash of everything that a run reads: equal hashes and versions mean equal persons."""
    digest = hashlib.sha256()
    for name in records.column_names:
        for chunk in records.column(name).cast(pa.string()).chunks:
            for part in chunk.buffers():
                digest.update(part or b"-")
    for ruling in sorted((r.record_l, r.record_r, r.verdict) for r in ruled):
        digest.update("|".join(ruling).encode())
    return digest.hexdigest()
