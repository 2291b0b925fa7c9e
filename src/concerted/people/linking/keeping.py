"""Keeps the pairs of a run as links under the scheme's scope: evidence in levels and words, never a value."""

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from typing import Any
from uuid import UUID

from django.db import connection

from concerted.access.scoping import scope_id
from concerted.analytics.linkage import Linkage
from concerted.kernel.identifiers import new_id
from concerted.people.bulk.merging import stage

BEST = 3
"""So many of its strongest pairs are kept for each record, and those that hold a person's records together."""
COLUMNS = {
    "id": "uuid", "record_l_id": "uuid", "record_r_id": "uuid", "probability": "float8", "weight": "float8",
    "evidence": "jsonb", "state": "text", "linkage_version": "text",
}  # fmt: skip
VALUES = ("probability", "weight", "evidence", "state", "linkage_version")
RULED = "e.state in ('same', 'different', 'cannot_tell')"


def write_links(found: Linkage, groups: Mapping[str, Hashable]) -> int:
    """Bring the links of the scheme to what a run found, and return how many pairs wait for a person to look.

    A pair that a person ruled on is left as it is. Pairs that the run no longer finds are taken away.
    """
    scope = scope_id("iom", "link")
    rows = list(_rows(found, groups))
    stage("stage_link", COLUMNS, rows)
    match = "e.record_l_id = s.record_l_id and e.record_r_id = s.record_r_id"
    values = ", ".join(f"s.{name}" for name in VALUES)
    with connection.cursor() as cursor:
        cursor.execute(
            f"delete from people_link e where e.scope_id = %s and not ({RULED}) "
            f"and not exists (select 1 from stage_link s where {match})",
            [scope],
        )
        cursor.execute(
            f"update people_link e set ({', '.join(VALUES)}) = row({values}) from stage_link s "
            f"where e.scope_id = %s and not ({RULED}) and {match} "
            f"and row({', '.join(f'e.{n}' for n in VALUES)}) is distinct from row({values})",
            [scope],
        )
        cursor.execute(
            f"insert into people_link (id, scope_id, record_l_id, record_r_id, {', '.join(VALUES)}, ruled_because, "
            f"before_ruling, waits) select s.id, %s, s.record_l_id, s.record_r_id, {values}, '', '', false "
            f"from stage_link s where not exists (select 1 from people_link e where e.scope_id = %s and {match})",
            [scope, scope],
        )
        cursor.execute("select count(*) from people_link where scope_id = %s and state = 'doubtful'", [scope])
        (doubtful,) = cursor.fetchone()
    return int(doubtful)


def _rows(found: Linkage, groups: Mapping[str, Hashable]) -> Iterator[tuple[Any, ...]]:
    """Yield the links worth keeping, from the strongest: pairs between two persons are doubtful, within one linked."""
    seen: Counter[str] = Counter()
    parts: dict[str, str] = {}
    for pair in found.pairs.to_pylist():
        left, right = pair["record_l"], pair["record_r"]
        state = "linked" if groups[left] == groups[right] else "doubtful"
        if state == "linked":
            seen.update((left, right))
            if not _joins(parts, left, right) and seen[left] > BEST and seen[right] > BEST:
                continue
        ends = sorted((UUID(left), UUID(right)))
        yield new_id(), *ends, pair["probability"], pair["weight"], pair["evidence"], state, found.version


def _joins(parts: dict[str, str], left: str, right: str) -> bool:
    """Say whether a pair brings together what the stronger pairs left apart, and note it in `parts`."""
    ends = []
    for record in (left, right):
        while parts.get(record, record) != record:
            record = parts[record]
        ends.append(record)
    parts[max(ends)] = min(ends)
    return ends[0] != ends[1]
