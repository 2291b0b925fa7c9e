"""Takes a partner's file into the queue."""

import hashlib
from pathlib import Path
from typing import BinaryIO

from django.db import transaction
from django.utils import timezone

from concerted.access.models import Subject
from concerted.access.scoping import scope_id
from concerted.exchange.finding import feeds_of_file
from concerted.exchange.models import Sending
from concerted.files.storage import keep
from concerted.kernel.errors import BadFile
from concerted.kernel.feeds import Feed
from concerted.kernel.identifiers import new_id
from concerted.partnership.models import Agency


def receive_path(path: Path) -> list[Sending]:
    """Queue a file that lies on this machine, once for each feed that its name belongs to (a sheet is a feed).

    Runs as the engine. Raises BadFile when no feed knows the file's name.
    """
    wanted = feeds_of_file(path.name)
    if not wanted:
        raise BadFile(f"No feed knows a file named {path.name}. Name it as the feed's page says, and send it again.")
    with path.open("rb") as file:
        return [queue(file, path.name, feed) for feed in wanted]


def queue(file: BinaryIO, name: str, feed: Feed) -> Sending:
    """Keep the bytes under an opaque key and add one waiting row to the queue."""
    file.seek(0)
    key, size, digest = keep(file)
    agency = Agency.objects.get(code=feed.agency)
    identifier = new_id()
    with transaction.atomic():
        Subject.objects.bulk_create([Subject(id=identifier, kind="sending")])
        return Sending.objects.create(
            id=identifier,
            scope_id=scope_id(agency.code, "sending"),
            agency=agency,
            feed=feed.code,
            file_key=key,
            file_name=name[:200],
            file_size=size,
            file_hash=digest or hashlib.sha256().hexdigest(),
            sent_at=timezone.now(),
            state="waiting",
        )
