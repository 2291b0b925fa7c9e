"""Seals the trail: events become leaves of a Merkle tree in batches, so that a changed, removed or added one shows.

A database owner who rewrites events, leaves and roots alike is not found out here: that takes roots kept elsewhere.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connections, transaction

from concerted.audit.merkle import Tree, leaf_hash

LOCK = 4_020_412
"""The advisory lock that lets one sealer work at a time."""

OVERLAP = "1 day"
"""How far before the newest sealed event one that was committed late is still looked for."""

LATE = timedelta(days=1)
"""After how long an event that nobody sealed is a fault."""

COLUMNS = ("at", "id", "kind", "post_id", "agency_id", "purpose", "process", "about", "detail")
BATCH = 5_000

Values = tuple[Any, ...]


def canonical(event: Values) -> bytes:
    """Return an event, its columns in the order of `COLUMNS`, as the bytes that are hashed: JSON with sorted keys."""
    row = dict(zip(COLUMNS, event, strict=True))
    row["at"] = row["at"].astimezone(UTC).isoformat(timespec="microseconds")
    row["post_id"] = row["post_id"] and str(row["post_id"])
    row["about"] = [str(identifier) for identifier in row["about"]]
    return json.dumps(row, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def seal(limit: int = 1000, *, using: str = "default") -> int:
    """Make leaves of up to `limit` events that have none, and keep the new root; return how many were sealed.

    Returns 0 at once while another sealer works. Needs a role that may add leaves (`engine`).
    """
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(%s)", [LOCK])
        if cursor.fetchone() != (True,):
            return 0
        cursor.execute("select size, peaks from audit_root order by size desc limit 1")
        size, peaks = cursor.fetchone() or (0, b"")
        cursor.execute(
            f"select {_columns('e')} from audit_event e where e.at >= coalesce("
            "(select event_at from audit_leaf order by index desc limit 1) "
            f"- interval '{OVERLAP}', '-infinity') and not exists (select 1 from audit_leaf l where l.event_id = e.id) "
            "order by e.at, e.id limit %s",
            [limit],
        )
        events = [_parsed(event) for event in cursor.fetchall()]
        if not events:
            return 0
        hashes = [leaf_hash(canonical(event)) for event in events]
        tree = Tree(size, bytes(peaks))
        tree.grow(hashes)
        cursor.executemany(
            "insert into audit_leaf (index, event_at, event_id, hash) values (%s, %s, %s, %s)",
            [(size + i, e[0], e[1], h) for i, (e, h) in enumerate(zip(events, hashes, strict=True))],
        )
        cursor.execute(
            "insert into audit_root (size, root, peaks, at) values (%s, %s, %s, clock_timestamp())",
            [tree.size, tree.root(), b"".join(tree.peaks)],
        )
        return len(events)


def verify(*, using: str = "default") -> list[str]:
    """Compare every event with its leaf and every kept root with the leaves; return what does not hold, in words."""
    faults: list[str] = []
    tree = Tree()
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute("select size, root from audit_root order by size")
        roots = {size: bytes(root) for size, root in cursor.fetchall()}
        for index, event_id, kept, event in _leaves(using):
            if index != tree.size:
                faults.append(f"Leaf {tree.size} is missing.")
                return faults
            if event is None:
                faults.append(f"Event {event_id} is sealed as leaf {index} and is gone.")
            elif leaf_hash(canonical(event)) != kept:
                faults.append(f"Event {event_id} of {event[0]:%d.%m.%Y %H:%M:%S} is not what leaf {index} sealed.")
            tree.grow([kept])
            if tree.size in roots and roots.pop(tree.size) != tree.root():
                faults.append(f"The root of the first {tree.size} leaves does not follow from them.")
        faults += [f"The root of {size} leaves has lost some of them." for size in roots]
        if tree.size and not _has_root(using, tree.size):
            faults.append(f"The {tree.size} leaves have no root.")
        faults += _never_sealed(using)
    return faults


def _columns(alias: str) -> str:
    return ", ".join(f"{alias}.{name}::text" if name == "detail" else f"{alias}.{name}" for name in COLUMNS)


def _parsed(event: Values) -> Values:
    """Return an event with its detail read from JSON: Django's cursor leaves it as text."""
    return (*event[:-1], json.loads(event[-1]))


def _leaves(using: str) -> Iterator[tuple[int, int, bytes, Values | None]]:
    """Yield every leaf in order with its event, or None where that is gone."""
    after = -1
    while True:
        with connections[using].cursor() as cursor:
            cursor.execute(
                f"select l.index, l.event_id, l.hash, {_columns('e')} from audit_leaf l "
                "left join audit_event e on e.at = l.event_at and e.id = l.event_id "
                "where l.index > %s order by l.index limit %s",
                [after, BATCH],
            )
            rows = cursor.fetchall()
        if not rows:
            return
        for index, event_id, kept, *event in rows:
            yield index, event_id, bytes(kept), _parsed(tuple(event)) if event[0] is not None else None
        after = rows[-1][0]


def _has_root(using: str, size: int) -> bool:
    with connections[using].cursor() as cursor:
        cursor.execute("select 1 from audit_root where size = %s", [size])
        return cursor.fetchone() is not None


def _never_sealed(using: str) -> list[str]:
    with connections[using].cursor() as cursor:
        cursor.execute(
            "select e.id, e.at from audit_event e where e.at < %s "
            "and not exists (select 1 from audit_leaf l where l.event_id = e.id) order by e.at, e.id limit 100",
            [datetime.now(UTC) - LATE],
        )
        return [
            f"Event {identifier} of {at:%d.%m.%Y %H:%M:%S} was never sealed." for identifier, at in cursor.fetchall()
        ]
