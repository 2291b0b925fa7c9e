"""The queue of sendings: which file is next, and the lock that says somebody is at it."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection

UNFINISHED = ("waiting", "checking", "loading")


def _key(sending_id: UUID) -> int:
    """Return the advisory lock's number of a sending: 63 bits of its id."""
    return sending_id.int & ((1 << 63) - 1)


@contextmanager
def claimed(sending_id: UUID) -> Iterator[bool]:
    """Yield whether this process now holds the sending; a killed process loses it with its connection."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_lock(%s)", [_key(sending_id)])
        (held,) = cursor.fetchone()
        try:
            yield held
        finally:
            if held:
                cursor.execute("select pg_advisory_unlock(%s)", [_key(sending_id)])
