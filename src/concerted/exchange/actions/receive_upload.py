"""Take a file that a data steward sends into the engine's queue."""

from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.db import transaction

from concerted.audit.record import record
from concerted.exchange.importing.receive import queue_kept
from concerted.exchange.models import Sending
from concerted.exchange.reading.opening import measure, recognised
from concerted.exchange.reading.sent import MOST
from concerted.files.storage import forget, keep, path_of
from concerted.kernel.errors import BadFile, Refused
from concerted.kernel.feeds import Feed
from concerted.kernel.identifiers import new_id
from concerted.kernel.viewer import Viewer


def receive_upload(
    *,
    file: BinaryIO,
    name: str,
    feeds: Sequence[Feed],
    by: Viewer,
    mends: Sending | None = None,
    identifiers: Sequence[UUID] = (),
) -> list[Sending]:
    """Keep a file once, and queue it for each feed that reads it; return the waiting sendings.

    `identifiers` come from the form, one a feed, so that sending the form twice queues the file once. Raises BadFile
    for an empty file, one that is too large or of a kind that is never read (nothing is kept), and Refused when a
    feed is not one of the viewer's agency.
    """
    for feed in feeds:
        if feed.agency != by.agency_code:
            raise Refused(f"{feed.title} is not a file that {by.agency_name} sends.")
    already = list(Sending.objects.filter(pk__in=identifiers))
    if already:
        return already
    key, size, digest = keep(file)
    try:
        _look_at(path_of(key), name)
        with transaction.atomic():
            made = [
                queue_kept(
                    feed, key=key, size=size, digest=digest, name=name, by=by, mends=mends,
                    identifier=identifiers[place] if place < len(identifiers) else new_id(),
                )
                for place, feed in enumerate(feeds)
            ]  # fmt: skip
            record("sending.received", about=[one.pk for one in made], feed=feeds[0].code, bytes=size)
    except BaseException:
        forget(key)
        raise
    return made


def _look_at(path: Path, name: str) -> None:
    """Refuse at once what its first bytes give away; the rest is the engine's to find."""
    try:
        measure(path, MOST)
        recognised(path)
    except BadFile as bad:
        raise BadFile(f"{name[:80]} is not taken. {bad}") from bad
