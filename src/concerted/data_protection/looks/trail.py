"""The newest signed checkpoint of the trail, and the proof that it continues an older one."""

from django.db import connection

from concerted.audit.models import Checkpoint, SigningKey
from concerted.audit.notes import read_checkpoint, with_proof
from concerted.audit.stored import proof_since
from concerted.kernel.errors import Refused


def newest_checkpoint() -> Checkpoint | None:
    """Return the checkpoint that was signed last, or None."""
    return Checkpoint.objects.order_by("-size").first()


def public_keys() -> list[SigningKey]:
    """Return the public keys of the log, the newest first."""
    return list(SigningKey.objects.order_by("-from_at"))


def checkpoint_file(since: int | None) -> str:
    """Return the newest checkpoint, with its proof since an older size where one is named.

    Raises Refused where nothing is signed yet, or the log never had that many entries.
    """
    newest = newest_checkpoint()
    if newest is None:
        raise Refused("Nothing is signed yet. The engine signs once an hour, as soon as something is on the trail.")
    if since is None:
        return newest.note
    if since > newest.size:
        raise Refused(
            f"The newest checkpoint has {newest.size:,} entries. If yours has {since:,} and is of the same log, "
            "the log was cut off: tell your partners at once."
        )
    try:
        return with_proof(newest.note, since, proof_since(since, newest.size, hashes=_hashes))
    except LookupError as lost:
        raise Refused(f"The proof cannot be made: {lost}") from lost


def name_of_file(note: str) -> str:
    """Return under which name a checkpoint is taken away."""
    return f"checkpoint-{read_checkpoint(note).size}.txt"


def _hashes(level: int, start: int, width: int) -> list[bytes]:
    with connection.cursor() as cursor:
        cursor.execute("select * from audit_hashes(%s, %s, %s)", [level, start, width])
        return [bytes(row[0]) for row in cursor.fetchall()]
