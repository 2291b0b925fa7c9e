"""The secret of a signed-in browser: made here, kept as a hash, set for one transaction by a bound parameter."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import psycopg
from django.conf import settings
from django.db import connection, connections
from django.db.backends.utils import CursorWrapper

from concerted.kernel.viewer import Viewer

COOKIE = ("__Host-" if settings.TOKEN_COOKIE_SECURE else "") + "concerted_token"
"""Under https the browser itself sees to it that the cookie is this host's, secure and of every path."""


@dataclass(frozen=True)
class Session:
    """Where a person is signed in, in the words of the list that they see."""

    id: UUID
    post: str
    agency: str
    signed_in_at: datetime
    seen_at: datetime
    until_at: datetime
    how: str
    browser: str
    this_one: bool


@dataclass(frozen=True)
class SignedIn:
    """The account behind a secret that is in force, and when and how it signed in."""

    account_id: UUID
    signed_in_at: datetime
    how: str


def set_token(secret: str | None) -> None:
    """Set the session's secret for this transaction.

    A secret that we cannot have made (no plain printable text) is as good as none.
    Never through Django's cursor: it binds on the client, and the secret would stand in pg_stat_activity.
    """
    connection.ensure_connection()
    psycopg.Cursor(connection.connection).execute(
        "select set_config('app.token', %s, true)", [secret if secret and secret.isprintable() else ""]
    )


def viewer() -> Viewer | None:
    """Return the post that the database finds for the session's token, or None."""
    return viewer_and_age()[0]


def viewer_and_age() -> tuple[Viewer | None, bool]:
    """Return who is looking, and whether it is time to note that the browser is still in use."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select post_id, agency_id, role_class, purpose, clearance, title, holder, agency_code, agency_name, "
            "several, stale from access.me()"
        )
        row = cursor.fetchone()
    return (Viewer(*row[:-1]), bool(row[-1])) if row else (None, False)


def touch() -> None:
    """Note that the session's browser is still in use; without it the session ends when it has idled too long."""
    with connection.cursor() as cursor:
        cursor.execute("select access.touch()")


def mint(account_id: UUID, post_id: UUID, *, how: str = "password", browser: str = "") -> tuple[str, datetime]:
    """Make a secret for a post that the account holds, store its hash by way of `gate`, return it with its end.

    Ends are reckoned by the database's clock, so that a web server's wrong clock prolongs nothing.
    """
    secret = secrets.token_urlsafe(32)
    with connections["gate"].cursor() as cursor:
        lasts, idles = (
            f"{period.total_seconds()} seconds" for period in (settings.SESSION_LASTS, settings.SESSION_IDLES)
        )
        cursor.execute(
            "select access.mint(%s, %s, %s, %s, %s, %s, %s)",
            [_hash(secret), account_id, post_id, lasts, idles, how, browser[:80]],
        )
        return secret, _only(cursor)


def answers_for(agency_id: int, account_id: UUID) -> bool:
    """Say whether an agency answers for whoever holds an account, so that its post opens to them (`access.mint`)."""
    with connections["gate"].cursor() as cursor:
        cursor.execute("select access.answers_for(%s, %s)", [agency_id, account_id])
        return bool(_only(cursor))


def change_post(spent: str, post_id: UUID) -> tuple[str, datetime]:
    """Go on under another post of the same account: a new secret, the old one gone, the end unchanged."""
    secret = secrets.token_urlsafe(32)
    with connections["gate"].cursor() as cursor:
        cursor.execute("select access.change_post(%s, %s, %s)", [_hash(spent), _hash(secret), post_id])
        return secret, _only(cursor)


def revoke(secret: str) -> None:
    """End a session: its token is gone for the next statement."""
    with connections["gate"].cursor() as cursor:
        cursor.execute("select access.revoke(%s)", [_hash(secret)])


def revoke_account(account_id: UUID) -> int:
    """End every session of an account; return how many there were."""
    with connections["gate"].cursor() as cursor:
        cursor.execute("select access.revoke_account(%s)", [account_id])
        return int(_only(cursor))


def signed_in(secret: str) -> SignedIn | None:
    """Return the account behind a secret that is in force, asked by way of `gate`; None for any other."""
    with connections["gate"].cursor() as cursor:
        cursor.execute("select account_id, signed_in_at, how from access.session_of(%s)", [_hash(secret)])
        row = cursor.fetchone()
    return SignedIn(*row) if row else None


def my_sessions() -> list[Session]:
    """Return the sessions in force of the viewer's own account, this one first, then the latest used."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select id, post, agency, signed_in_at, seen_at, until_at, how, browser, this_one from access.my_sessions()"
        )
        return [Session(*row) for row in cursor.fetchall()]


def end_sessions(which: UUID | None) -> int:
    """End one other session of the viewer's account, or all others; return how many were ended."""
    with connection.cursor() as cursor:
        cursor.execute("select access.end_sessions(%s)", [which])
        return int(_only(cursor))


def _only(cursor: CursorWrapper) -> Any:
    """Return the one value of a statement that always has one."""
    row = cursor.fetchone()
    assert row is not None
    return row[0]


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
