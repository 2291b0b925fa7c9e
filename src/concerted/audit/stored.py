"""Hashes of the sealed tree as the database keeps them, for proofs that read few rows however long the trail is."""

from django.db import connections

from concerted.audit.merkle import STRIDE, node_hash
from concerted.audit.proofs import consistency_proof


def proof_since(old: int, new: int, *, using: str = "default") -> list[bytes]:
    """Return the proof that the tree of `new` leaves continues that of `old`. Raises ValueError unless old <= new.

    Raises LookupError where leaves of the tree are missing.
    """
    return consistency_proof(old, new, _Kept(using))


class _Kept:
    """Gives the roots of perfect subtrees from the leaves and the nodes that the sealer kept."""

    def __init__(self, using: str) -> None:
        self.using = using

    def __call__(self, level: int, index: int) -> bytes:
        """Return the root of a perfect subtree; at most 2 ** 7 rows are read."""
        below = level - level % STRIDE
        width = 1 << (level - below)
        hashes = self._rows(below, index * width, width)
        if len(hashes) != width:
            raise LookupError(f"The sealed tree has lost a part of level {below} from {index * width} on.")
        while len(hashes) > 1:
            hashes = [node_hash(hashes[i], hashes[i + 1]) for i in range(0, len(hashes), 2)]
        return hashes[0]

    def _rows(self, level: int, start: int, width: int) -> list[bytes]:
        table, where = ("audit_node", "level = %s and ") if level else ("audit_leaf", "")
        with connections[self.using].cursor() as cursor:
            cursor.execute(
                f"select hash from {table} where {where}index >= %s and index < %s order by index",
                [*([level] if level else []), start, start + width],
            )
            return [bytes(row[0]) for row in cursor.fetchall()]
