"""Put one likely repair into all waiting rows that have the same fault, and send them again."""

import io
from dataclasses import replace
from uuid import UUID

import pyarrow.compute as pc
from django.db import transaction

from concerted.audit.record import record
from concerted.exchange.checking import BulkMend
from concerted.exchange.finding import feeds
from concerted.exchange.importing.receive import queue_kept
from concerted.exchange.models import Sending
from concerted.exchange.quarantine import mend_in_bulk as mended_rows
from concerted.exchange.quarantine import write_rows_to_mend
from concerted.exchange.queries.quarantine import faults_of, waiting
from concerted.exchange.reading.sent import ROW
from concerted.files.storage import forget, keep
from concerted.kernel.errors import Refused
from concerted.kernel.viewer import Viewer


def mend_in_bulk(*, sending: UUID, column: str, suggestion: str, identifier: UUID, by: Viewer) -> Sending:
    """Queue the rows whose cell in a column has this suggestion, with the suggestion in it; return the new sending.

    The rows go the way of every file: checked again, loaded or waiting. `identifier` comes from the form, so that
    sending it twice queues them once. Raises Sending.DoesNotExist, or Refused when no row has this repair any more.
    """
    already = Sending.objects.filter(pk=identifier, mends=sending).first()
    if already is not None:
        return already
    held = Sending.objects.get(pk=sending, agency=by.agency_id)
    feed = feeds()[held.feed]
    sent = waiting(held)
    faults = faults_of(held, sent, feed)
    meant = pc.and_(pc.equal(faults["column"], column), pc.equal(faults["suggestion"], suggestion))
    rows = pc.unique(faults.filter(meant)["row"].combine_chunks()) if faults.num_rows else []
    if not len(rows):
        raise Refused("No row waits for this repair any more.")
    table = mended_rows(sent.table, faults, BulkMend(column, suggestion, len(rows)))
    reached = pc.is_in(table[ROW], value_set=rows)
    content = write_rows_to_mend(
        replace(sent, table=table.filter(reached)), faults.filter(pc.is_in(faults["row"], rows))
    )
    key, size, digest = keep(io.BytesIO(content))
    try:
        with transaction.atomic():
            made = queue_kept(
                feed, key=key, size=size, digest=digest, name=held.file_name, by=by, mends=held, identifier=identifier
            )
            record("sending.mended", about=[made.pk, held.pk], rows=len(rows), column=column)
    except BaseException:
        forget(key)
        raise
    return made
