"""Signs the root of the sealed trail, so that whoever keeps the note can prove a history rewritten afterwards.

The signing key lies in the state folder, for the engine alone; its public half stands in the directory. Beside it lies
the checkpoint that was signed last: a tree that does not continue it is never signed.
"""

import os
import secrets
from datetime import timedelta
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import connections, transaction
from django.utils import timezone

from concerted.audit.models import Checkpoint, SigningKey
from concerted.audit.notes import Checkpoint as Note
from concerted.audit.notes import Key, read_checkpoint, signed
from concerted.audit.proofs import is_continued
from concerted.audit.sealing import LOCK
from concerted.audit.stored import kept_hashes, proof_since
from concerted.kernel.errors import ConcertedError, Refused

KEY_FILE = "audit_signing_key.pem"
LAST_SIGNED = "audit_checkpoint.txt"

EVERY = timedelta(hours=1)
"""How often the engine signs. Sizes of signed trees are shown to officers of every agency: seldom is on purpose, since
the growth of the trail within a minute would tell that somebody whom they may not see was at work."""


def sign_newest(*, using: str = "default") -> str:
    """Sign the newest root and return the note; one that is signed already is given again.

    Raises Refused where nothing is sealed, or where the tree does not continue the one signed before.
    """
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [LOCK])
        cursor.execute("select size, root from audit_root order by size desc limit 1")
        found = cursor.fetchone()
        if found is None:
            raise Refused("Nothing is sealed yet, so that there is nothing to sign.")
        size, root = found[0], bytes(found[1])
        kept = Checkpoint.objects.using(using).filter(size=size).first()
        if kept is not None and read_checkpoint(kept.note).root == root:
            return kept.note
        if kept is not None:
            raise Refused(f"Not signed: the trail of {size:,} entries is not the one that was signed.")
        private = signing_key(settings.STATE_DIR / KEY_FILE)
        origin = _origin(private, using)
        _continues_the_last(Note(origin, size, root), using)
        note = signed(origin, size, root, private)
        Checkpoint.objects.using(using).create(size=size, note=note, at=timezone.now())
    _write(settings.STATE_DIR / LAST_SIGNED, note.encode())
    return note


def is_due(*, using: str = "default") -> bool:
    """Say whether entries were sealed since the last checkpoint and that is an hour old, or there is none."""
    with connections[using].cursor() as cursor:
        cursor.execute(
            "select r.size > coalesce(c.size, 0) and (c.at is null or c.at <= %s) "
            "from (select max(size) as size from audit_root) r "
            "left join (select size, at from audit_checkpoint order by size desc limit 1) c on true",
            [timezone.now() - EVERY],
        )
        row = cursor.fetchone()
        return bool(row and row[0])


def keys(*, using: str = "default") -> list[SigningKey]:
    """Return the public keys of the log, the newest first."""
    return list(SigningKey.objects.using(using).order_by("-from_at"))


def log_name(*, using: str = "default") -> str | None:
    """Return the name of the log, or None before the first checkpoint."""
    newest = next(iter(keys(using=using)), None)
    return newest.origin if newest else None


def signing_key(path: Path) -> Ed25519PrivateKey:
    """Return the private key in a file, made there on first use with mode 0600.

    Raises ConcertedError where others than its owner may read it, or where it is no such key.
    """
    if not path.exists():
        _make_key(path)
    if path.stat().st_mode & 0o077:
        raise ConcertedError(f"Others may read the signing key {path}. Take their rights away: chmod 600.")
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except ValueError as error:
        raise ConcertedError(f"{path} is damaged. Put back a copy, or remove it: a new key is made then.") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise ConcertedError(f"{path} holds a key of another kind than Ed25519.")
    return key


def _make_key(path: Path) -> None:
    """Write a new key; of two processes at once, the first to finish decides."""
    new = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    pem = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    _write(new, pem)
    try:
        os.link(new, path)
    except FileExistsError:
        return
    finally:
        new.unlink()


def _origin(private: Ed25519PrivateKey, using: str) -> str:
    """Return the log's name, given once and random; the public key is entered in the directory if it is new."""
    origin = log_name(using=using) or f"concerted/audit/{secrets.token_hex(8)}"
    verifier = str(Key(origin, private.public_key().public_bytes_raw()))
    SigningKey.objects.using(using).get_or_create(
        verifier=verifier, defaults={"origin": origin, "from_at": timezone.now()}
    )
    return origin


def _continues_the_last(new: Note, using: str) -> None:
    """Raise Refused where the tree does not continue the last one of this log that was signed here."""
    path = settings.STATE_DIR / LAST_SIGNED
    if not path.exists():
        return
    last = read_checkpoint(path.read_text(encoding="utf-8"))
    if last.origin != new.origin:
        return
    proof = proof_since(last.size, new.size, hashes=kept_hashes(using)) if last.size <= new.size else []
    if not is_continued(last.size, new.size, last.root, new.root, proof):
        raise Refused(
            f"Not signed: the trail of {new.size:,} entries does not continue the {last.size:,} that were signed. "
            "Run: concerted audit verify."
        )


def _write(path: Path, data: bytes) -> None:
    """Write a private file whole or not at all."""
    new = path.with_name(f"{path.name}.{secrets.token_hex(4)}.new")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    new.rename(path)
