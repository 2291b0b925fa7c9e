"""Seals the trail: events become leaves of a Merkle tree in batches, so that a changed, removed or added one shows.

A database owner who rewrites events, leaves and roots alike is found out by a checkpoint kept elsewhere (`signing`).
"""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connections, transaction

from concerted.audit.merkle import Tree, leaf_hash
from concerted.audit.notes import Checkpoint, read_checkpoint

LOCK = 4_020_412
"""The advisory lock that lets one sealer work at a time."""

OVERLAP = "1 day"
"""How far before the newest sealed event one that was committed late is still looked for."""

LATE = timedelta(days=1)
"""After how long an event that nobody sealed is a fault."""

COLUMNS = ("at", "id", "kind", "post_id", "agency_id", "purpose", "process", "about", "salt", "detail")
BATCH = 5_000

Values = tuple[Any, ...]


def canonical(event: Values) -> bytes:
    """Return an event, its columns in the order of `COLUMNS`, as the bytes that are hashed: JSON with sorted keys."""
    row = dict(zip(COLUMNS, event, strict=True))
    row["at"] = row["at"].astimezone(UTC).isoformat(timespec="microseconds")
    row["post_id"] = row["post_id"] and str(row["post_id"])
    row["salt"] = str(row["salt"])
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
        nodes = tree.grow(hashes)
        cursor.executemany("insert into audit_node (level, index, hash) values (%s, %s, %s)", nodes)
        cursor.executemany(
            "insert into audit_leaf (index, event_at, event_id, hash) values (%s, %s, %s, %s)",
            [(size + i, e[0], e[1], h) for i, (e, h) in enumerate(zip(events, hashes, strict=True))],
        )
        cursor.execute(
            "insert into audit_root (size, root, peaks, at) values (%s, %s, %s, clock_timestamp())",
            [tree.size, tree.root(), b"".join(tree.peaks)],
        )
        return len(events)


def verify(kept: Iterable[Checkpoint] = (), *, using: str = "default") -> list[str]:
    """Compare events with leaves, and leaves with nodes, roots, signed checkpoints and those kept elsewhere.

    Returns what does not hold, in words; a fault names the event or the tree.
    """
    faults: list[str] = []
    tree = Tree()
    with transaction.atomic(using=using):
        wanted = _wanted(kept, using)
        nodes = {
            (level, index): bytes(h) for level, index, h in _rows("select level, index, hash from audit_node", using)
        }
        for index, event_id, kept_hash, event in _leaves(using):
            if index != tree.size:
                return [*faults, f"Leaf {tree.size} is missing."]
            if event is None:
                faults.append(f"Event {event_id} is sealed as leaf {index} and is gone.")
            elif leaf_hash(canonical(event)) != kept_hash:
                faults.append(f"Event {event_id} of {event[0]:%d.%m.%Y %H:%M:%S} is not what leaf {index} sealed.")
            for level, place, digest in tree.grow([kept_hash]):
                if nodes.pop((level, place), None) != digest:
                    faults.append(f"Node {place} at level {level} does not follow from its leaves.")
            for root, said in wanted.pop(tree.size, []):
                if root != tree.root():
                    faults.append(f"{said} of the first {tree.size} leaves does not follow from them.")
        faults += [f"{said} of {size} leaves has lost some of them." for size in wanted for _, said in wanted[size]]
        faults += [f"Node {place} at level {level} has no leaves." for level, place in nodes]
        if tree.size and not _rows(f"select 1 from audit_root where size = {tree.size}", using):
            faults.append(f"The {tree.size} leaves have no root.")
        faults += _never_sealed(using)
    return faults


def _wanted(kept: Iterable[Checkpoint], using: str) -> dict[int, list[tuple[bytes, str]]]:
    """Return the roots that must follow from the leaves, by size of the tree, with what each is called."""
    found: dict[int, list[tuple[bytes, str]]] = {}
    for size, root in _rows("select size, root from audit_root", using):
        found.setdefault(size, []).append((bytes(root), "The root"))
    for size, note in _rows("select size, note from audit_checkpoint", using):
        found.setdefault(size, []).append((read_checkpoint(note).root, "The signed checkpoint"))
    for checkpoint in kept:
        found.setdefault(checkpoint.size, []).append((checkpoint.root, "The checkpoint that you kept"))
    return found


def _rows(statement: str, using: str) -> list[Values]:
    with connections[using].cursor() as cursor:
        cursor.execute(statement)
        rows: list[Values] = cursor.fetchall()
        return rows


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
