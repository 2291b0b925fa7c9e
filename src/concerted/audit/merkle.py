"""The Merkle tree of RFC 9162 (section 2.1.1): hashes of leaves and nodes, and a root that grows leaf by leaf."""

import hashlib
from collections.abc import Iterable

SIZE = 32
"""Bytes of one hash (SHA-256)."""

STRIDE = 8
"""The roots of perfect subtrees are kept at every so many levels: no proof hashes more than 2 ** 7 leaves or roots."""

Node = tuple[int, int, bytes]
"""The root of a perfect subtree of 2 ** level leaves: its level, its place among those of the level, its hash."""


def leaf_hash(entry: bytes) -> bytes:
    """Return the hash of an entry as a leaf: SHA-256 of 0x00 and the entry."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of two subtrees: SHA-256 of 0x01, the left and the right hash."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Tree:
    """A tree that only grows. It keeps only the roots of its perfect subtrees, one for each set bit of its size."""

    def __init__(self, size: int = 0, peaks: bytes = b"") -> None:
        """Begin empty, or where a tree of `size` leaves with these peaks stood. Raises ValueError when they differ."""
        self.size = size
        self.peaks = [peaks[i : i + SIZE] for i in range(0, len(peaks), SIZE)]
        if len(self.peaks) != size.bit_count():
            raise ValueError(f"A tree of {size} leaves has {size.bit_count()} peaks, not {len(self.peaks)}.")

    def grow(self, leaves: Iterable[bytes]) -> list[Node]:
        """Add the hashes of leaves; return the nodes at levels 8, 16, 24 ... that became complete."""
        made: list[Node] = []
        for leaf in leaves:
            level, position, peak = 0, self.size, leaf
            while position & 1:
                peak = node_hash(self.peaks.pop(), peak)
                level, position = level + 1, position >> 1
                if level % STRIDE == 0:
                    made.append((level, position, peak))
            self.peaks.append(peak)
            self.size += 1
        return made

    def root(self) -> bytes:
        """Return the tree's root; that of an empty tree is the hash of nothing."""
        if not self.peaks:
            return hashlib.sha256().digest()
        *others, found = self.peaks
        for peak in reversed(others):
            found = node_hash(peak, found)
        return found
