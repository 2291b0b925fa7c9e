"""Hashes of the sealed tree as the database keeps them, for proofs that read few rows however long the trail is."""

from collections.abc import Callable

from django.db import connections

from concerted.audit.merkle import STRIDE, node_hash
from concerted.audit.proofs import consistency_proof

Hashes = Callable[[int, int, int], list[bytes]]
"""Gives kept hashes of a level (0, 8, 16 ...) from a place on, so many; fewer where they are not kept."""


def proof_since(old: int, new: int, *, hashes: Hashes) -> list[bytes]:
    """Return the proof that the tree of `new` leaves continues that of `old`. Raises ValueError unless old <= new.

    Raises LookupError where hashes of the tree are missing. At most 2 ** 7 are read for a step of the proof.
    """

    def perfect(level: int, index: int) -> bytes:
        below = level - level % STRIDE
        width = 1 << (level - below)
        found = hashes(below, index * width, width)
        if len(found) != width:
            raise LookupError(f"The sealed tree has lost a part of level {below} from {index * width} on.")
        while len(found) > 1:
            found = [node_hash(found[i], found[i + 1]) for i in range(0, len(found), 2)]
        return found[0]

    return consistency_proof(old, new, perfect)


def kept_hashes(using: str = "default") -> Hashes:
    """Return the hashes as a role reads them that may read leaves and nodes (`engine`)."""

    def hashes(level: int, start: int, width: int) -> list[bytes]:
        table, where = ("audit_node", f"level = {int(level)} and ") if level else ("audit_leaf", "")
        with connections[using].cursor() as cursor:
            cursor.execute(
                f"select hash from {table} where {where}index >= %s and index < %s order by index",
                [start, start + width],
            )
            return [bytes(row[0]) for row in cursor.fetchall()]

    return hashes
