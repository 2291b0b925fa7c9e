"""Checkpoints as text: the C2SP formats `signed-note`, `tlog-checkpoint`, and of `tlog-witness` what carries a proof.

A checkpoint is the name of the log, how many entries it has and the root of their tree, signed with Ed25519:

    concerted/audit/3f9c2d81
    1024
    CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

    - concerted/audit/3f9c2d81 Az3grlgt...        (an em dash in the file)

Before it may stand the proof that it continues an older one: `old 1000`, one hash a line, an empty line.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from concerted.audit.merkle import SIZE
from concerted.kernel.errors import BadFile

ED25519 = b"\x01"
LARGEST_FILE = 100_000
"""Characters; a checkpoint with its proof has about three thousand."""
MOST_HASHES = 63
"""A tlog-witness proof has no more."""

_SIGNATURE = re.compile(r"— (\S+) (\S+)")
_NUMBER = re.compile(r"0|[1-9][0-9]{0,18}")


@dataclass(frozen=True)
class Key:
    """The public half of a signing key under its log's name, written as `name+id+key` (a verifier key)."""

    name: str
    public: bytes

    @property
    def number(self) -> bytes:
        """The four bytes by which signatures name the key."""
        return hashlib.sha256(self.name.encode() + b"\n" + ED25519 + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.number.hex()}+{base64.b64encode(ED25519 + self.public).decode()}"


@dataclass(frozen=True)
class Checkpoint:
    """What a checkpoint says, who signed it (key name, key id and signature), and the proof that stands before it."""

    origin: str
    size: int
    root: bytes
    signatures: tuple[tuple[str, bytes, bytes], ...] = ()
    since: int | None = None
    proof: tuple[bytes, ...] = ()

    @property
    def text(self) -> str:
        """The text that is signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"

    def is_signed_by(self, key: Key) -> bool | None:
        """Say whether the key's signature holds; None where the key did not sign."""
        found = [signature for name, number, signature in self.signatures if (name, number) == (key.name, key.number)]
        return all(_holds(key, self.text, signature) for signature in found) if found else None


def signed(origin: str, size: int, root: bytes, private: Ed25519PrivateKey) -> str:
    """Return the checkpoint of a tree as a signed note."""
    text = Checkpoint(origin, size, root).text
    key = Key(origin, private.public_key().public_bytes_raw())
    signature = base64.b64encode(key.number + private.sign(text.encode())).decode()
    return f"{text}\n— {origin} {signature}\n"


def with_proof(note: str, since: int, proof: Iterable[bytes]) -> str:
    """Return a checkpoint preceded by the proof that it continues an older one of `since` entries."""
    return "".join([f"old {since}\n", *(f"{base64.b64encode(step).decode()}\n" for step in proof), "\n", note])


def read_key(text: str) -> Key:
    """Read a public key as `concerted audit key` prints it. Raises BadFile where it is none."""
    parts = text.strip().split("+", 2)
    data = _decoded(parts[2]) if len(parts) == 3 else None
    if data is None or len(data) != 1 + SIZE or data[:1] != ED25519:
        raise BadFile("A public key is written as NAME+8 letters or digits+base64, on one line; this is not one.")
    key = Key(parts[0], data[1:])
    if str(key) != text.strip():
        raise BadFile("The name of the public key does not belong to it: a character was changed or lost.")
    return key


def read_checkpoint(text: str) -> Checkpoint:
    """Read a checkpoint with or without a proof. Raises BadFile that names the line at fault."""
    if len(text) > LARGEST_FILE:
        raise BadFile("The file is far longer than a checkpoint; is it another file?")
    lines = text.replace("\r\n", "\n").split("\n")
    since, proof, start = _read_proof(lines)
    body = lines[start : start + 4]
    if len(body) < 4 or not body[0]:
        raise BadFile(f"Line {start + 1}: a checkpoint begins with the name of its log, its size and its root.")
    origin, size, root, gap = body
    if not _NUMBER.fullmatch(size):
        raise BadFile(f"Line {start + 2}: the number of entries stands here, in digits alone.")
    digest = _decoded(root)
    if digest is None or len(digest) != SIZE:
        raise BadFile(f"Line {start + 3}: a hash of 32 bytes in base64 stands here, 44 characters.")
    if gap:
        raise BadFile(f"Line {start + 4}: an empty line stands between a checkpoint and its signatures.")
    signatures = tuple(_read_signature(lines, number) for number in range(start + 4, _end(lines)))
    if not signatures:
        raise BadFile(f"Line {start + 5}: there is no signature; was the end of the file cut off?")
    return Checkpoint(origin, int(size), digest, signatures, since, proof)


def _read_proof(lines: list[str]) -> tuple[int | None, tuple[bytes, ...], int]:
    """Return from which size the proof begins, its hashes, and where the checkpoint begins."""
    if not lines[0].startswith("old "):
        return None, (), 0
    if not _NUMBER.fullmatch(lines[0][4:]):
        raise BadFile("Line 1: after “old” stands the number of entries of the older checkpoint.")
    proof: list[bytes] = []
    for number, line in enumerate(lines[1:], 2):
        if not line:
            return int(lines[0][4:]), tuple(proof), number
        step = _decoded(line)
        if step is None or len(step) != SIZE or len(proof) == MOST_HASHES:
            raise BadFile(f"Line {number}: a hash of the proof stands here, 44 characters of base64, or an empty line.")
        proof.append(step)
    raise BadFile("The file ends within the proof: its end was cut off.")


def _read_signature(lines: list[str], number: int) -> tuple[str, bytes, bytes]:
    found = _SIGNATURE.fullmatch(lines[number])
    data = _decoded(found[2]) if found else None
    if found is None or data is None or len(data) < 5:
        raise BadFile(f"Line {number + 1}: a signature stands here: a long dash, the log's name, and base64.")
    return found[1], data[:4], data[4:]


def _end(lines: list[str]) -> int:
    """Return after which line nothing but the last line's end is left."""
    return len(lines) - 1 if lines[-1] == "" else len(lines)


def _decoded(text: str) -> bytes | None:
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return data if base64.b64encode(data).decode() == text else None


def _holds(key: Key, text: str, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature, text.encode())
    except InvalidSignature:
        return False
    return True
