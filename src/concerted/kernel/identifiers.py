"""Identifiers: ordered random ids for rows, and short references that people can read out."""

import secrets
import time
from uuid import UUID

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Letters and digits that are not mistaken for one another when read aloud or copied by hand."""


def new_id() -> UUID:
    """Return a UUID of version 7 (RFC 9562): 48 bits of milliseconds, then random bits: new rows lie together."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds << 80) | secrets.randbits(80)
    value = (value & ~(0xF << 76)) | (0x7 << 76)
    return UUID(int=(value & ~(0x3 << 62)) | (0x2 << 62))


def new_reference() -> str:
    """Return a random reference such as `C-7K4M2Q`: 30 ** 6 = 729 million values, never counted upwards."""
    return "C-" + "".join(secrets.choice(ALPHABET) for _ in range(6))
