"""A database of the run's own, set up as the demonstration is, and connections to it by role."""

import hashlib
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from concerted.web.embedded.connections import connection

TODAY = "2027-03-03"


@contextmanager
def cluster(kept: str | None) -> Iterator[bool]:
    """Start a database in a folder of its own and remove both afterwards; yield whether it is new.

    A folder given by name is kept, stopped, for the next run.
    """
    home = Path(kept) if kept else Path(tempfile.mkdtemp(prefix="concerted-access-"))
    new = not (home / "loaded").exists()
    if new and kept:
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(parents=True)
    home.chmod(0o755)
    os.environ["CONCERTED_HOME"] = str(home)
    try:
        concerted("database", "start")
        if new:
            concerted("manage", "migrate", "--database", "migrator", "-v0")
            concerted("manage", "set_up", "--as-at", TODAY)
        yield new
    finally:
        concerted("database", "stop")
        if not kept:
            shutil.rmtree(home, ignore_errors=True)


def loaded() -> None:
    """Note that the database is complete, so that a run that fails later need not load it again."""
    (Path(os.environ["CONCERTED_HOME"]) / "loaded").touch()


def concerted(*command: str) -> None:
    """Run a command of Concerted as the owner of the tables. Raises RuntimeError with its words when it fails."""
    environment = {**os.environ, "CONCERTED_ROLE": "migrator"}
    done = subprocess.run(
        [sys.executable, "-m", "concerted.cli", *command], env=environment, capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(f"concerted {' '.join(command)}: {done.stderr[-2000:]}")


def opened(role: str) -> psycopg.Connection[Any]:
    """Return a connection of a login role that commits each statement by itself."""
    entry: dict[str, Any] = connection(role)
    return psycopg.connect(
        host=entry["HOST"], port=entry["PORT"] or None, dbname=entry["NAME"], user=entry["USER"],
        password=entry["PASSWORD"], autocommit=True, prepare_threshold=None, options="-c search_path=public,access",
    )  # fmt: skip


def signed_in(owner: psycopg.Connection[Any], post: object) -> str:
    """Return the secret of a new session of a post, as a sign-in would leave it."""
    secret = secrets.token_urlsafe(32)
    columns = [row[0] for row in owner.execute(
        "select column_name from information_schema.columns where table_schema = 'access' "
        "and table_name = 'access_token' and is_nullable = 'NO' and column_default is null"
    )]  # fmt: skip
    given = {
        "hash": ("%s", [hashlib.sha256(secret.encode()).digest()]),
        "post_id": ("p.id", []),
        "purpose": ("p.purpose", []),
        "until_at": ("now() + interval '10 hours'", []),
    }
    extra = {"made_at": "now()", "seen_at": "now()", "account_id": "p.account_id"}
    parts = [given[c][0] if c in given else extra.get(c, "''") for c in columns]
    values = [v for c in columns if c in given for v in given[c][1]]
    owner.execute(
        f"insert into access.access_token ({', '.join(columns)}) "
        f"select {', '.join(parts)} from public.partnership_post p where p.id = %s",
        [*values, post],
    )
    return secret
