"""Signed checkpoints: the key's file, what is never signed, and a rewritten history that only a kept one tells."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from concerted.audit import signing
from concerted.audit.consistency import compare
from concerted.audit.keeping import keep_trail
from concerted.audit.merkle import STRIDE, Tree, leaf_hash
from concerted.audit.notes import read_checkpoint, read_key, with_proof
from concerted.audit.record import record
from concerted.audit.sealing import COLUMNS, canonical, seal, verify
from concerted.audit.signing import KEY_FILE, LAST_SIGNED, is_due, keys, sign_newest, signing_key
from concerted.audit.stored import kept_hashes, proof_since
from concerted.kernel.errors import ConcertedError, Refused
from concerted.web.testing.county import owner_sql

ENGINE = {"using": "engine"}


@pytest.fixture(autouse=True)
def state(tmp_path, settings):
    settings.STATE_DIR = tmp_path
    return tmp_path


def grown(count: int) -> None:
    for number in range(count):
        record("test.read", number=number)
    while seal(**ENGINE):
        continue


def rewritten_by_the_owner(where: str, change: str) -> None:
    """Change events and make leaves, nodes, roots and signed checkpoints anew, as an owner can."""
    for table in ("audit_event", "audit_leaf", "audit_node", "audit_root", "audit_checkpoint"):
        owner_sql(f"alter table {table} disable trigger user")
    sizes = [row[0] for row in owner_sql("select size from audit_root order by size")]
    owner_sql(f"update audit_event set {change} where {where}")
    columns = ", ".join(f"e.{name}" for name in COLUMNS)
    rows = owner_sql(f"select {columns} from audit_event e join audit_leaf l on l.event_id = e.id order by l.index")
    for table in ("audit_leaf", "audit_node", "audit_root", "audit_checkpoint"):
        owner_sql(f"delete from {table}")
    tree = Tree()
    for index, row in enumerate(rows):
        leaf = leaf_hash(canonical(parsed(row)))
        owner_sql(f"insert into audit_leaf values ({index}, '{row[0]}', {row[1]}, '\\x{leaf.hex()}')")
        for level, place, digest in tree.grow([leaf]):
            owner_sql(f"insert into audit_node values ({level}, {place}, '\\x{digest.hex()}')")
        if tree.size in sizes:
            peaks = b"".join(tree.peaks).hex()
            owner_sql(f"insert into audit_root values ({tree.size}, '\\x{tree.root().hex()}', '\\x{peaks}', now())")


def parsed(row):
    import json

    return (*row[:-1], json.loads(row[-1]) if isinstance(row[-1], str) else row[-1])


def said(*arguments: str) -> str:
    out = StringIO()
    call_command("audit", *arguments, database="engine", stdout=out)
    return out.getvalue()


def test_the_key_is_made_once_for_its_owner_alone(state):
    first = signing_key(state / KEY_FILE)
    assert (state / KEY_FILE).stat().st_mode & 0o777 == 0o600
    assert signing_key(state / KEY_FILE).private_bytes_raw() == first.private_bytes_raw()
    assert [path.name for path in state.iterdir()] == [KEY_FILE]


def test_a_key_that_others_may_read_or_that_is_damaged_is_refused(state):
    signing_key(state / KEY_FILE)
    (state / KEY_FILE).chmod(0o644)
    with pytest.raises(ConcertedError, match="chmod 600"):
        signing_key(state / KEY_FILE)
    (state / KEY_FILE).chmod(0o600)
    (state / KEY_FILE).write_text("-----BEGIN")
    with pytest.raises(ConcertedError, match="damaged"):
        signing_key(state / KEY_FILE)


def test_nothing_is_signed_before_anything_is_sealed(county):
    with pytest.raises(Refused, match="Nothing is sealed"):
        sign_newest(**ENGINE)
    assert not is_due(**ENGINE)


def test_a_checkpoint_is_signed_once_and_its_key_stands_in_the_directory(county):
    grown(3)
    assert is_due(**ENGINE)
    note = sign_newest(**ENGINE)
    assert sign_newest(**ENGINE) == note
    assert not is_due(**ENGINE)
    (key,) = keys(**ENGINE)
    assert read_checkpoint(note).is_signed_by(read_key(key.verifier))
    assert keys()[0].verifier == key.verifier


def test_the_engine_seals_all_and_signs_at_most_once_an_hour(county, monkeypatch):
    monkeypatch.setattr("concerted.audit.keeping.seal", lambda: seal(**ENGINE))
    monkeypatch.setattr("concerted.audit.keeping.is_due", lambda: is_due(**ENGINE))
    monkeypatch.setattr("concerted.audit.keeping.sign_newest", lambda: sign_newest(**ENGINE))
    record("test.read")
    assert keep_trail() is None
    record("test.read")
    assert keep_trail() is None
    assert owner_sql("select size from audit_checkpoint") == [(1,)]
    assert owner_sql("select max(size) from audit_root") == [(2,)]
    monkeypatch.setattr(signing, "EVERY", signing.EVERY * 0)
    keep_trail()
    assert owner_sql("select max(size) from audit_checkpoint") == [(2,)]


def test_a_kept_checkpoint_is_continued_and_the_proof_reads_few_rows(county):
    grown(1 << STRIDE)
    old = read_checkpoint(sign_newest(**ENGINE))
    grown(300)
    note = sign_newest(**ENGINE)
    new = read_checkpoint(
        with_proof(note, old.size, proof_since(old.size, read_checkpoint(note).size, hashes=kept_hashes("engine")))
    )
    told = compare(old, new, [read_key(keys()[0].verifier)])
    assert told.verdict == "continued"
    assert verify([old, new], **ENGINE) == []
    assert owner_sql("select level, index from audit_node") == [(8, 0), (8, 1)]


def test_a_history_rewritten_with_leaves_nodes_and_roots_is_told_by_a_kept_checkpoint_alone(county, state):
    grown(5)
    old = read_checkpoint(sign_newest(**ENGINE))
    rewritten_by_the_owner("id = (select min(id) from audit_event)", "kind = 'test.harmless'")
    assert verify(**ENGINE) == []
    assert verify([old], **ENGINE) == ["The checkpoint that you kept of the first 5 leaves does not follow from them."]
    grown(2)
    with pytest.raises(Refused, match="does not continue the 5 that were signed"):
        sign_newest(**ENGINE)
    (state / LAST_SIGNED).unlink()  # the owner of the machine takes the memory of the signer away as well
    note = sign_newest(**ENGINE)
    new = read_checkpoint(with_proof(note, 5, proof_since(5, 7, hashes=kept_hashes("engine"))))
    assert compare(old, new, [read_key(keys()[0].verifier)]).verdict == "rewritten"


def test_a_signed_checkpoint_that_the_leaves_do_not_lead_to_is_named(county):
    grown(2)
    note = sign_newest(**ENGINE)
    owner_sql("alter table audit_checkpoint disable trigger user")
    root = note.split("\n")[2]
    owner_sql(f"update audit_checkpoint set note = replace(note, '{root}', 'A' || substr('{root}', 2))")
    assert verify(**ENGINE) == ["The signed checkpoint of the first 2 leaves does not follow from them."]


def test_a_lost_key_is_replaced_under_the_same_name_and_the_old_one_is_kept(county, state):
    grown(2)
    first = read_checkpoint(sign_newest(**ENGINE))
    (state / KEY_FILE).unlink()
    grown(1)
    second = read_checkpoint(sign_newest(**ENGINE))
    assert second.origin == first.origin
    assert len(keys()) == 2
    assert second.is_signed_by(read_key(keys()[0].verifier))


def test_the_command_writes_a_checkpoint_its_proof_and_the_key(county, tmp_path):
    record("test.read")
    old, new = str(tmp_path / "old.txt"), str(tmp_path / "new.txt")
    assert "1 entries. Keep it" in said("checkpoint", "--out", old)
    record("test.read")
    said("checkpoint", "--since", old, "--out", new)
    assert (tmp_path / "new.txt").read_text().startswith("old 1\n")
    assert said("verify", "--kept", old, "--kept", new) == "The audit trail is what was sealed.\n"
    assert said("key").strip() == keys()[0].verifier
    assert said("checkpoint") == (tmp_path / "new.txt").read_text().partition("\n\n")[2]


@pytest.mark.parametrize(
    "change, message",
    [
        (lambda t: t.replace("concerted/audit/", "concerted/other/"), "Not the same log"),
        (lambda t: t.replace("\n1\n", "\n9\n"), "it was cut off"),
        (lambda t: t[:20], "Line 1"),
    ],
)
def test_a_kept_file_of_another_log_a_longer_one_or_a_damaged_one_is_refused(county, tmp_path, change, message):
    record("test.read")
    kept = tmp_path / "old.txt"
    said("checkpoint", "--out", str(kept))
    kept.write_text(change(kept.read_text()))
    with pytest.raises(CommandError, match=message):
        said("checkpoint", "--since", str(kept))


def test_a_file_that_is_not_there_or_cannot_be_written_is_told(county, tmp_path):
    record("test.read")
    with pytest.raises(CommandError, match="cannot be read"):
        said("verify", "--kept", str(tmp_path / "no.txt"))
    with pytest.raises(CommandError, match="cannot be written"):
        said("checkpoint", "--out", str(tmp_path / "no" / "file"))
