"""Keeps bytes in the state folder under random keys: a key says nothing, and no caller's text becomes a path."""

import hashlib
import os
import re
import secrets
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

CHUNK = 1024 * 1024
KEY = re.compile(r"[0-9a-f]{40}")


def folder() -> Path:
    """Return the folder of kept files in the state folder, made on first use for its owner alone."""
    path: Path = settings.STATE_DIR / "files"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def keep(stream: BinaryIO) -> tuple[str, int, str]:
    """Write a stream to the disk before answering; return its key, size in bytes and SHA-256.

    A full disk raises OSError and leaves nothing behind.
    """
    key = secrets.token_hex(20)
    target, part = path_of(key), path_of(key).with_suffix(".part")
    digest, size = hashlib.sha256(), 0
    try:
        with part.open("wb") as out:
            while chunk := stream.read(CHUNK):
                digest.update(chunk)
                size += len(chunk)
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
        part.rename(target)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    return key, size, digest.hexdigest()


def path_of(key: str) -> Path:
    """Return where the bytes of a key lie. Raises ValueError for what is no key."""
    if not KEY.fullmatch(key):
        raise ValueError("This is not the key of a kept file.")
    return folder() / key


def forget(key: str) -> None:
    """Remove the bytes of a key; a key that is gone already is no error."""
    path_of(key).unlink(missing_ok=True)
