"""The secret of a signed-in browser: made here, kept as a hash, set for one transaction by a bound parameter."""

import hashlib
import secrets
from datetime import datetime, timedelta
from uuid import UUID

import psycopg
from django.conf import settings
from django.db import connection, connections
from django.utils import timezone

from concerted.kernel.viewer import Viewer

COOKIE = "concerted_token"


def set_token(secret: str | None) -> None:
    """Set the session's secret for this transaction.

    Never through Django's cursor: it binds on the client, and the secret would stand in pg_stat_activity.
    """
    connection.ensure_connection()
    psycopg.Cursor(connection.connection).execute("select set_config('app.token', %s, true)", [secret or ""])


def viewer() -> Viewer | None:
    """Return the post that the database finds for the session's token, or None."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select post_id, agency_id, role_class, purpose, clearance, title, holder, agency_code, agency_name, "
            "several from access.me()"
        )
        row = cursor.fetchone()
    return Viewer(*row) if row else None


def mint(account_id: UUID, post_id: UUID) -> tuple[str, datetime]:
    """Make a secret for a post that the account holds, store its hash by way of `gate`, return it with its end."""
    secret = secrets.token_urlsafe(32)
    until = timezone.now() + timedelta(hours=settings.TOKEN_HOURS)
    with connections["gate"].cursor() as cursor:
        cursor.execute("select access.mint(%s, %s, %s, %s)", [_hash(secret), account_id, post_id, until])
    return secret, until


def revoke(secret: str) -> None:
    """End a session: its token is gone for the next statement."""
    with connections["gate"].cursor() as cursor:
        cursor.execute("select access.revoke(%s)", [_hash(secret)])


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
