"""The passwords of the database's login roles and Django's secret key: random, kept in one private file."""

import fcntl
import json
import os
import secrets
from pathlib import Path

from concerted.kernel.errors import ConcertedError
from concerted.web.embedded import folders

LOGIN_ROLES = ("migrator", "app", "gate", "front", "worker", "engine", "backup")
SUPERUSER = "postgres"
SECRET_KEY = "django_secret_key"  # noqa: S105 - the name of an entry, not a secret
_NAMES = (SUPERUSER, *LOGIN_ROLES, SECRET_KEY)


def file() -> Path:
    """The file of the secrets, readable by its owner alone."""
    return folders.home() / "secrets.json"


def stored() -> dict[str, str]:
    """The secrets made so far by role; empty before the first start."""
    try:
        found: dict[str, str] = json.loads(file().read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (ValueError, PermissionError) as error:
        raise ConcertedError(f"{file()} cannot be read: {error}.") from error
    return found


def make() -> dict[str, str]:
    """The secrets of every role, those missing made now. Written whole or not at all; of two at once, one waits."""
    known = stored()
    if all(name in known for name in _NAMES):
        return known
    lock = os.open(file().with_suffix(".lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        known = stored()
        _write(known | {name: _new(name) for name in _NAMES if name not in known})
    finally:
        os.close(lock)
    return stored()


def _new(name: str) -> str:
    return secrets.token_urlsafe(48 if name == SECRET_KEY else 24)


def _write(all_of_them: dict[str, str]) -> None:
    new = file().with_suffix(".new")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        json.dump(all_of_them, out, indent=1)
        out.flush()
        os.fsync(out.fileno())
    new.rename(file())
