"""What this room says when records are erased: no run of linkage meanwhile, and the key that must not come back."""

import hashlib
import secrets
from uuid import UUID

from django.db import connection
from django.utils import timezone

from concerted.kernel.erasing import Doomed
from concerted.people.linking.run import lock
from concerted.people.models import ErasedKey, Record

SALT_BYTES = 16


def hold(doomed: Doomed) -> None:
    """Wait until nobody else moves records between persons, and keep others waiting."""
    lock()


def bar(doomed: Doomed, erasure: UUID) -> int:
    """Remember the keys of the records, hashed with salts, so that no later file brings them back; say how many."""
    salts: dict[int, bytes] = {}
    rows = []
    for record in Record.objects.filter(pk__in=doomed.records).order_by("pk"):
        if record.scope_id not in salts:
            salts[record.scope_id] = _salt(record.scope_id)
        salt = salts[record.scope_id]
        digest = hashlib.sha256(salt + f"{record.source} {record.source_key}".encode()).digest()
        rows.append(ErasedKey(scope_id=record.scope_id, erasure_id=erasure, salt=salt, hash=digest, at=timezone.now()))
    return len(ErasedKey.objects.bulk_create(rows))


def _salt(scope: int) -> bytes:
    """Return the salt of a scope: one for all its keys, so that a file's keys are hashed once each."""
    known = ErasedKey.objects.filter(scope_id=scope).values_list("salt", flat=True).first()
    return bytes(known) if known is not None else secrets.token_bytes(SALT_BYTES)


def clear_derived(doomed: Doomed) -> dict[str, int]:
    """Take away what was derived of the persons concerned, with its history, and count it; it is derived anew.

    What was worked out with a record would tell of it afterwards.
    """
    gone: dict[str, int] = {}
    with connection.cursor() as cursor:
        for table in ("people_harm", "people_likelihood"):
            for name in (table, f"{table}_history"):
                cursor.execute(f"delete from {name} where person_id = any (%s::uuid[])", [list(doomed.persons)])
                gone.setdefault(table, cursor.rowcount)
    return gone
