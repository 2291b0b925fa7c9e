"""Proofs against the definition, and against published vectors.

Vectors: the eight entries and roots of the certificate-transparency reference implementation, as kept today in
github.com/transparency-dev/merkle, testonly/constants.go, and two of its testdata/consistency (1 and 4, happy path).
"""

import base64

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concerted.audit.merkle import Tree, leaf_hash, node_hash
from concerted.audit.proofs import consistency_proof, inclusion_proof, is_continued, is_included

ENTRIES = [
    bytes.fromhex(entry)
    for entry in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
PROOFS = {
    (1, 8): [
        "lqKW0iTyhcZ77pPDD4owkVfw2qNdxbh+QQt4YwoJz8c=",
        "Xwg/ChozygdqlSeYMlgNs+DvRYS9/x9UyKNg9Q3jAx4=",
        "a0eq8p7jwq+a+Im8H7klTavTEXfxYjLdaqsDXKOb9uQ=",
    ],
    (6, 7): [
        "DrxdNDf74tsVi58Sah0RjjCBgQMdCpSfje3t68VY72o=",
        "sIaT7C5yFZcTBkHoIR5+7cy0wmQTlj7ubB4u0W/7Gl8=",
        "037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc=",
    ],
}


def perfect_of(entries: list[bytes]):
    def perfect(level: int, index: int) -> bytes:
        if level == 0:
            return leaf_hash(entries[index])
        return node_hash(perfect(level - 1, 2 * index), perfect(level - 1, 2 * index + 1))

    return perfect


def root_of(entries: list[bytes]) -> bytes:
    tree = Tree()
    tree.grow(map(leaf_hash, entries))
    return tree.root()


def the_definitions_proof(old: int, entries: list[bytes], whole: bool = True) -> list[bytes]:
    """SUBPROOF of RFC 9162, section 2.1.4.1, word for word."""
    if old == len(entries):
        return [] if whole else [root_of(entries)]
    k = 1
    while k * 2 < len(entries):
        k *= 2
    if old <= k:
        return [*the_definitions_proof(old, entries[:k], whole), root_of(entries[k:])]
    return [*the_definitions_proof(old - k, entries[k:], False), root_of(entries[:k])]


def the_definitions_path(index: int, entries: list[bytes]) -> list[bytes]:
    """PATH of RFC 9162, section 2.1.3.1, word for word."""
    if len(entries) == 1:
        return []
    k = 1
    while k * 2 < len(entries):
        k *= 2
    if index < k:
        return [*the_definitions_path(index, entries[:k]), root_of(entries[k:])]
    return [*the_definitions_path(index - k, entries[k:]), root_of(entries[:k])]


def numbered(size: int) -> list[bytes]:
    return [str(number).encode() for number in range(size)]


@pytest.mark.parametrize("size", range(9))
def test_the_published_roots(size):
    assert root_of(ENTRIES[:size]).hex() == ROOTS[size]


@pytest.mark.parametrize("old, new", PROOFS)
def test_the_published_proofs_are_what_we_give_and_accept(old, new):
    wanted = [base64.b64decode(step) for step in PROOFS[old, new]]
    assert consistency_proof(old, new, perfect_of(ENTRIES)) == wanted
    assert is_continued(old, new, bytes.fromhex(ROOTS[old]), bytes.fromhex(ROOTS[new]), wanted)


@pytest.mark.parametrize("size", range(1, 34))
def test_every_proof_of_every_small_tree_is_the_definitions(size):
    entries = numbered(size)
    root = root_of(entries)
    for index in range(size):
        path = inclusion_proof(index, size, perfect_of(entries))
        assert path == the_definitions_path(index, entries)
        assert is_included(leaf_hash(entries[index]), index, size, root, path)
    for old in range(1, size + 1):
        proof = consistency_proof(old, size, perfect_of(entries))
        assert proof == the_definitions_proof(old, entries)
        assert is_continued(old, size, root_of(entries[:old]), root, proof)


def spoiled(proof: list[bytes], other: bytes) -> list[list[bytes]]:
    """Every proof with one hash changed, lost, doubled or added."""
    changed = [[*proof[:i], bytes([step[0] ^ 1]) + step[1:], *proof[i + 1 :]] for i, step in enumerate(proof)]
    lost = [[*proof[:i], *proof[i + 1 :]] for i in range(len(proof))]
    return [*changed, *lost, [*proof, other], [other, *proof], *([[*proof, *proof]] if proof else [])]


@settings(deadline=None)
@given(st.integers(1, 300), st.data())
def test_no_spoiled_proof_is_accepted(size, data):
    old = data.draw(st.integers(1, size))
    entries = numbered(size)
    root, older = root_of(entries), root_of(entries[:old])
    proof = consistency_proof(old, size, perfect_of(entries))
    assert is_continued(old, size, older, root, proof)
    for bad in spoiled(proof, root):
        assert not is_continued(old, size, older, root, bad)
    wrong = leaf_hash(b"another history")
    assert not is_continued(old, size, wrong, root, proof)
    assert not is_continued(old, size, older, wrong, proof)
    assert not is_continued(old + 1, size, older, root, proof)
    path = inclusion_proof(old - 1, size, perfect_of(entries))
    leaf = leaf_hash(entries[old - 1])
    for bad in spoiled(path, root):
        assert not is_included(leaf, old - 1, size, root, bad)
    assert not is_included(wrong, old - 1, size, root, path)
    assert not is_included(leaf, size, size, root, path)


@settings(deadline=None)
@given(st.integers(2, 200), st.data())
def test_a_history_with_one_entry_changed_cannot_be_proved(size, data):
    old = data.draw(st.integers(1, size - 1))
    entries = numbered(size)
    changed = data.draw(st.integers(0, old - 1))
    rewritten = [*entries[:changed], b"rewritten", *entries[changed + 1 :]]
    kept = root_of(entries[:old])
    for source in (entries, rewritten):
        proof = consistency_proof(old, size, perfect_of(source))
        assert not is_continued(old, size, kept, root_of(rewritten), proof)


def test_what_is_outside_a_tree_is_refused():
    perfect = perfect_of(ENTRIES)
    with pytest.raises(ValueError, match="no leaf 8"):
        inclusion_proof(8, 8, perfect)
    with pytest.raises(ValueError, match="no beginning of 9"):
        consistency_proof(9, 8, perfect)
    assert consistency_proof(0, 8, perfect) == consistency_proof(8, 8, perfect) == []


def test_a_tree_tells_the_subtrees_that_became_complete():
    entries = numbered(66_000)
    tree = Tree()
    made = [
        node for start in range(0, 66_000, 1000) for node in tree.grow(map(leaf_hash, entries[start : start + 1000]))
    ]
    assert [(level, index) for level, index, _ in made if level == 8] == [(8, n) for n in range(257)]
    assert [(level, index) for level, index, _ in made if level > 8] == [(16, 0)]
    assert made[0][2] == root_of(entries[:256])
    assert next(h for level, _, h in made if level == 16) == root_of(entries[:65_536])
