"""Proofs of RFC 9162: that an entry is in a tree (section 2.1.3), that a tree continues an older one (2.1.4)."""

from collections.abc import Callable, Sequence

from concerted.audit.merkle import node_hash

Perfect = Callable[[int, int], bytes]
"""Gives the hash of a perfect subtree by its level and its place among those of the level; level 0 are leaves."""


def subtree_root(start: int, end: int, perfect: Perfect) -> bytes:
    """Return the root of the leaves from `start` up to `end`, as `start` begins a subtree in RFC 9162's splitting."""
    width = end - start
    if width & (width - 1) == 0:
        return perfect(width.bit_length() - 1, start // width)
    split = start + _split(width)
    return node_hash(subtree_root(start, split, perfect), subtree_root(split, end, perfect))


def inclusion_proof(index: int, size: int, perfect: Perfect) -> list[bytes]:
    """Return the path from a leaf to the root of a tree of `size` leaves. Raises ValueError for a leaf outside it."""
    if not 0 <= index < size:
        raise ValueError(f"A tree of {size} leaves has no leaf {index}.")
    start, end, path = 0, size, list[bytes]()
    while end - start > 1:
        split = start + _split(end - start)
        if index < split:
            path.append(subtree_root(split, end, perfect))
            end = split
        else:
            path.append(subtree_root(start, split, perfect))
            start = split
    return path[::-1]


def consistency_proof(old: int, new: int, perfect: Perfect) -> list[bytes]:
    """Return what shows that a tree of `new` leaves begins with the `old` first. Raises ValueError unless old <= new.

    Nothing is needed for an empty older tree, nor for two of one size.
    """
    if not 0 <= old <= new:
        raise ValueError(f"A tree of {new} leaves has no beginning of {old}.")
    if old in (0, new):
        return []
    start, end, whole, path = 0, new, True, list[bytes]()
    while old != end:
        split = start + _split(end - start)
        if old <= split:
            path.append(subtree_root(split, end, perfect))
            end = split
        else:
            path.append(subtree_root(start, split, perfect))
            start, whole = split, False
    if not whole:
        path.append(subtree_root(start, end, perfect))
    return path[::-1]


def is_included(leaf: bytes, index: int, size: int, root: bytes, proof: Sequence[bytes]) -> bool:
    """Say whether the proof leads from the hash of a leaf to the root (RFC 9162, section 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    place, last, found = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node_hash(step, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, step)
        place, last = place >> 1, last >> 1
    return last == 0 and found == root


def is_continued(old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Say whether the proof shows that the newer tree begins with the older one (RFC 9162, section 2.1.4.2)."""
    if not 0 <= old <= new:
        return False
    if old in (0, new):
        return not proof and (old == 0 or old_root == new_root)
    steps = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    if not steps or not proof:
        return False
    place, last = old - 1, new - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    first = second = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            first, second = node_hash(step, first), node_hash(step, second)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            second = node_hash(second, step)
        place, last = place >> 1, last >> 1
    return last == 0 and first == old_root and second == new_root


def _split(width: int) -> int:
    """Return the largest power of two below `width`, which is more than 1."""
    return 1 << ((width - 1).bit_length() - 1)
