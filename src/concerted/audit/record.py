"""Writes the trail: who and where are taken from the session's token by the database, never from the caller."""

import json
from collections.abc import Iterable
from uuid import UUID

from django.db import connection


def record(kind: str, *, about: Iterable[UUID] = (), **detail: str | int | bool | None) -> None:
    """Write one audit row about opaque ids, in the caller's transaction; details are ids, codes and counts only."""
    ids = [str(i) for i in dict.fromkeys(about)]
    with connection.cursor() as cursor:
        cursor.execute("select access.write_event(%s, %s::uuid[], %s::jsonb)", [kind, ids, json.dumps(detail)])
