"""Takes a partner's file into the queue."""

from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from concerted.access.models import Subject
from concerted.access.scoping import scope_id
from concerted.access.subjects import name_subject
from concerted.exchange.finding import feeds_of_file
from concerted.exchange.models import Sending
from concerted.files.storage import keep
from concerted.kernel.errors import BadFile
from concerted.kernel.feeds import Feed
from concerted.kernel.identifiers import new_id
from concerted.kernel.viewer import Viewer
from concerted.partnership.models import Agency


def receive_path(path: Path) -> list[Sending]:
    """Queue a file that lies on this machine, once for each feed that its name belongs to (a sheet is a feed).

    Runs as the engine. Raises BadFile when no feed knows the file's name.
    """
    wanted = feeds_of_file(path.name)
    if not wanted:
        raise BadFile(f"No feed knows a file named {path.name}. Name it as the feed's page says, and send it again.")
    with path.open("rb") as file:
        return queue(file, path.name, wanted)


def queue(file: BinaryIO, name: str, wanted: tuple[Feed, ...]) -> list[Sending]:
    """Keep the bytes once under an opaque key, and add one waiting row a feed to the queue."""
    file.seek(0)
    key, size, digest = keep(file)
    with transaction.atomic():
        return [queue_kept(feed, key=key, size=size, digest=digest, name=name) for feed in wanted]


def queue_kept(
    feed: Feed,
    *,
    key: str,
    size: int,
    digest: str,
    name: str,
    by: Viewer | None = None,
    mends: Sending | None = None,
    identifier: UUID | None = None,
) -> Sending:
    """Add a kept file to the queue of the engine: for a viewer, or for the engine itself when nobody is named."""
    agency = Agency.objects.get(code=feed.agency)
    identifier = identifier or new_id()
    scope = scope_id(agency.code, "sending")
    if by is None:
        Subject.objects.bulk_create([Subject(id=identifier, kind="sending")])
    else:
        name_subject(identifier, "sending", scope)
    sending = Sending(
        id=identifier,
        scope_id=scope,
        agency=agency,
        feed=feed.code,
        file_key=key,
        file_name=name[:200],
        file_size=size,
        file_hash=digest,
        sent_by_id=by.post_id if by else None,
        sent_at=timezone.now(),
        mends=mends,
        state="waiting",
    )
    sending.save(force_insert=True)
    return sending
