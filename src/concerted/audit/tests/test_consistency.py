"""Two checkpoints are compared without a database: each answer, and each damage to a file."""

import hashlib

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from concerted.audit.consistency import compare
from concerted.audit.merkle import Tree, leaf_hash
from concerted.audit.notes import Key, read_checkpoint, read_key, signed, with_proof
from concerted.audit.proofs import consistency_proof
from concerted.audit.tests.test_proofs import numbered, perfect_of
from concerted.kernel.errors import BadFile

PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
LOG = "concerted/audit/test"
KEY = Key(LOG, PRIVATE.public_key().public_bytes_raw())


def note(size: int, *, changed: int | None = None, origin: str = LOG, private: Ed25519PrivateKey = PRIVATE) -> str:
    entries = numbered(size)
    if changed is not None:
        entries[changed] = b"rewritten"
    tree = Tree()
    tree.grow(map(leaf_hash, entries))
    return signed(origin, size, tree.root(), private)


def proved(old: int, new: int, **options) -> str:
    return with_proof(note(new, **options), old, consistency_proof(old, new, perfect_of(numbered(new))))


def answer(old: str, new: str, *keys: Key):
    return compare(read_checkpoint(old), read_checkpoint(new), keys)


@pytest.mark.parametrize("old, new", [(1, 2), (5, 12), (8, 12), (7, 300), (0, 4)])
def test_a_log_that_only_grew_continues_what_was_kept(old, new):
    told = answer(note(old), proved(old, new), KEY)
    assert told.verdict == "continued"
    assert told.says == (f"History is unchanged: the first {old} entries are the same, {new - old} were added since.",)


def test_two_of_one_size_are_the_same_or_rewritten():
    assert answer(note(9), note(9), KEY).verdict == "same"
    assert answer(note(9), note(9, changed=2), KEY).verdict == "rewritten"


@pytest.mark.parametrize("changed", [0, 3, 6])
def test_a_rewritten_history_is_told(changed):
    told = answer(note(7), proved(7, 20, changed=changed), KEY)
    assert told.verdict == "rewritten"
    assert not told.holds


def test_another_log_an_older_one_and_one_without_proof():
    assert answer(note(7), note(7, origin="concerted/audit/other"), KEY).verdict == "another log"
    older = answer(note(7), note(5), KEY)
    assert older.verdict == "older"
    assert "2 entries of the older one are not in it" in older.says[2]
    assert answer(note(7), note(12), KEY).verdict == "no proof"
    assert answer(note(7), proved(6, 12), KEY).verdict == "no proof"


def test_a_signature_that_does_not_hold_and_a_key_that_is_not_the_logs():
    lines = note(12).split("\n")
    forged = "\n".join([*note(13).split("\n")[:3], *lines[3:]])
    assert answer(note(7), forged, KEY).verdict == "bad signature"
    assert answer(forged, proved(7, 20), KEY).verdict == "bad signature"
    stranger = Ed25519PrivateKey.generate()
    assert answer(note(7), proved(7, 12, private=stranger), KEY).verdict == "unknown key"
    both = Key(LOG, stranger.public_key().public_bytes_raw())
    assert answer(note(7), proved(7, 12, private=stranger), KEY, both).verdict == "continued"


def test_without_a_key_the_answer_says_that_signatures_were_not_checked():
    assert answer(note(7), proved(7, 12)).says[-1].startswith("The signatures were not checked")


def test_a_key_is_read_as_it_is_printed_and_no_other_way():
    assert read_key(f"{KEY}\n") == KEY
    for bad in ("", "x", str(KEY)[:-4], str(KEY).replace("test", "tesd"), "a+b+c"):
        with pytest.raises(BadFile):
            read_key(bad)


def test_the_key_id_and_the_text_are_those_of_the_format():
    public = PRIVATE.public_key().public_bytes_raw()
    assert KEY.number == hashlib.sha256(LOG.encode() + b"\n\x01" + public).digest()[:4]
    text, _, signature = note(3).rpartition("\n\n")
    assert text.split("\n")[:2] == [LOG, "3"]
    assert signature.startswith(f"— {LOG} ")
    PRIVATE.public_key().verify(read_checkpoint(note(3)).signatures[0][2], f"{text}\n".encode())


def test_every_file_cut_off_or_with_a_lost_line_is_refused_with_the_line():
    whole = proved(7, 12)
    for end in range(len(whole) - 90):
        with pytest.raises(BadFile):
            read_checkpoint(whole[:end])
    lines = whole.split("\n")
    beginning = lines.index("") + 1
    assert answer(note(7), "\n".join([*lines[:2], *lines[3:]]), KEY).verdict == "no proof"
    for lost in range(beginning, len(lines) - 1):
        with pytest.raises(BadFile, match=r"Line \d+"):
            read_checkpoint("\n".join([*lines[:lost], *lines[lost + 1 :]]))


@pytest.mark.parametrize(
    "change",
    [
        lambda t: t.replace("\n12\n", "\n012\n"),
        lambda t: t.replace("\n12\n", "\n-12\n"),
        lambda t: t.replace("\n12\n", "\n12 \n"),
        lambda t: t.replace("— ", "- "),
        lambda t: t.replace("old 7", "old seven"),
        lambda t: "old 7\n" + "x\n" + t,
        lambda t: t + "x" * 100_001,
        lambda t: "",
    ],
)
def test_a_damaged_file_is_refused(change):
    with pytest.raises(BadFile):
        read_checkpoint(change(proved(7, 12)))


def test_a_file_that_went_through_windows_is_still_read():
    assert read_checkpoint(proved(7, 12).replace("\n", "\r\n")) == read_checkpoint(proved(7, 12))
