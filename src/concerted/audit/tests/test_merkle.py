import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concerted.audit.merkle import Tree, leaf_hash, node_hash


def naive(entries: list[bytes]) -> bytes:
    """The definition of RFC 9162, section 2.1.1, word for word."""
    if not entries:
        return hashlib.sha256(b"").digest()
    if len(entries) == 1:
        return hashlib.sha256(b"\x00" + entries[0]).digest()
    k = 1
    while k * 2 < len(entries):
        k *= 2
    return hashlib.sha256(b"\x01" + naive(entries[:k]) + naive(entries[k:])).digest()


@given(st.lists(st.binary(max_size=40), max_size=70), st.integers(0, 70))
def test_a_tree_grown_in_two_sittings_has_the_root_of_the_definition(entries, sitting):
    first = Tree()
    first.grow(leaf_hash(e) for e in entries[:sitting])
    second = Tree(first.size, b"".join(first.peaks))
    second.grow(leaf_hash(e) for e in entries[sitting:])
    assert second.root() == naive(entries)
    assert second.size == len(entries)


@pytest.mark.parametrize("size", [*range(1, 18), 31, 32, 33, 100])
def test_roots_of_every_small_size(size):
    entries = [bytes([n]) for n in range(size)]
    tree = Tree()
    tree.grow(leaf_hash(e) for e in entries)
    assert tree.root() == naive(entries)


def test_the_empty_tree_and_one_leaf_as_the_standard_prints_them():
    assert Tree().root().hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert leaf_hash(b"").hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert node_hash(b"N123", b"N456").hex() == "aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb"


def test_peaks_of_another_size_are_refused():
    with pytest.raises(ValueError, match="3 leaves has 2 peaks"):
        Tree(3, b"x" * 32)
