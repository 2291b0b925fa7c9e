"""Imports one sending: reads, checks, loads, puts the rest into quarantine; all of it, or nothing."""

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.db import DatabaseError, InterfaceError, connection, transaction
from django.utils import timezone

from concerted.audit.record import record
from concerted.exchange.checking import Checked, Limits, Look, check
from concerted.exchange.finding import feeds
from concerted.exchange.importing.claim import UNFINISHED, claimed
from concerted.exchange.importing.closing import close
from concerted.exchange.importing.keeping import keep
from concerted.exchange.importing.staging import loader_of, staged
from concerted.exchange.models import Sending
from concerted.exchange.reading import Sent, read_file
from concerted.files.storage import path_of
from concerted.kernel.errors import BadFile
from concerted.kernel.feeds import Feed
from concerted.kernel.loading import Loaded, Stage
from concerted.partnership.clock import today

Progress = Callable[[str], None]
FAILED = "A fault of ours stopped this file. Nothing of it was loaded, and nothing that was there has changed."
NOBODY = "nobody_yet"
"""The code of the remark on rows whose person is not known yet."""
ERASED = "erased"
"""The code of the remark on rows whose person was erased."""
MANY = 1000
"""Rows from which on a load changes what the planner should believe of the tables."""


def import_sending(sending_id: UUID, progress: Progress = lambda text: None) -> Sending | None:
    """Import one sending that is not finished; None when another process is at it or it is done.

    A file that cannot be read is refused with what to mend. A fault of ours marks the sending as failed and raises.
    Whatever stops the process, nothing of the file is half loaded: it is simply imported again.
    """
    with claimed(sending_id) as held:
        sending = Sending.objects.get(pk=sending_id)
        if not held or sending.state not in UNFINISHED:
            return None
        started = time.monotonic()
        feed = feeds()[sending.feed]
        try:
            _say(sending, "checking", progress)
            sent = read_file(path_of(sending.file_key), feed)
            checked = check(sent, feed, Limits(today=today()))
            _say(sending, "loading", progress)
            with transaction.atomic():
                loaded, left_out = load(feed, sending, checked)
                keep(sending, sent, checked, feed)
                close(sending, sent, checked, feed)
                _settle()
                sending.seconds = round(time.monotonic() - started, 2)
                _finish(sending, sent, checked, loaded, left_out)
        except BadFile as refusal:
            _end(sending, "refused", str(refusal))
        except Exception:
            with suppress(DatabaseError, InterfaceError):  # the database may be what failed; the file then waits
                _end(sending, "failed", FAILED)
            raise
        else:
            _refresh_statistics(loaded)
        return sending


def load(feed: Feed, sending: Sending, checked: Checked) -> tuple[Loaded, int]:
    """Stage the good rows and load them; say how many were left out, since the agency erased their person.

    Two files of one feed load one after the other.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext(%s))", [feed.code])
        raw = cursor.cursor  # COPY is psycopg's own
        with staged(raw, feed, checked.good) as table:
            stage = Stage(raw, table, feed, sending.agency_id, today())
            return loader_of(feed)(stage), sum(stage.left_out)


def _settle() -> None:
    """Check foreign keys before the commit, so that their time counts as this file's."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")


def _refresh_statistics(loaded: Loaded) -> None:
    """Tell the planner of a large load: it knows nothing of rows that were just written."""
    if loaded.new + loaded.changed >= MANY:
        with connection.cursor() as cursor:
            cursor.execute("select access.refresh_statistics()")


def _say(sending: Sending, state: str, progress: Progress) -> None:
    sending.state = state
    sending.save(update_fields=["state"])
    progress(f"{sending.file_name}: {state}")


def _finish(sending: Sending, sent: Sent, checked: Checked, loaded: Loaded, left_out: int) -> None:
    sending.state, sending.message = "loaded", ""
    known = loaded.new + loaded.changed + loaded.same
    sending.rows_sent, sending.rows_loaded = checked.sent, min(known, checked.good.num_rows)
    sending.rows_new, sending.rows_changed, sending.rows_same = loaded.new, loaded.changed, loaded.same
    sending.rows_twice = checked.identical_twice
    sending.look = [
        {"code": look.code, "column": look.column, "count": look.count, "text": look.text, "rows": list(look.rows)}
        for look in (*checked.look, *erased(left_out), *unread(checked.good.num_rows - known - left_out))
    ]
    sending.form = form_of(sent)
    sending.ended_at = timezone.now()
    sending.save()
    record("sending.loaded", about=[sending.id], feed=sending.feed, rows=sending.rows_loaded)


def erased(rows: int) -> list[Look]:
    """Return the remark on rows of people whom the agency erased: a file does not bring them back."""
    if rows <= 0:
        return []
    one = rows == 1
    text = (
        f"{rows:,} {'row names' if one else 'rows name'} somebody whose record your agency erased. "
        f"{'It is' if one else 'They are'} not in. Your data protection officer can allow the record again"
    )
    return [Look(ERASED, "", rows, text, ())]


def unread(rows: int) -> list[Look]:
    """Return the remark on rows that are right and name somebody whom no file has brought yet."""
    if rows <= 0:
        return []
    one = rows == 1
    text = (
        f"{rows:,} {'row names' if one else 'rows name'} somebody whom no other file has brought yet. "
        f"{'It is' if one else 'They are'} not in. Send the file that brings the people, then this one again"
    )
    return [Look(NOBODY, "", rows, text, ())]


MOST_RAGGED = 10_000
"""Rows with too few or too many cells whose number of cells is kept; the others wait all the same."""


def form_of(sent: Sent) -> dict[str, Any]:
    """Return what is needed to write rows back in the form in which they were sent."""
    return {
        "headings": list(sent.headings.items()),  # pairs, since jsonb keeps no order of keys
        "form": sent.form,
        "encoding": sent.encoding,
        "delimiter": sent.delimiter,
        "sheet": sent.sheet,
        "ragged": {str(row): cells for row, cells in list(sent.ragged.items())[:MOST_RAGGED]},
        "notes": list(sent.notes),
    }


def _end(sending: Sending, state: str, message: str) -> None:
    sending.state, sending.message, sending.ended_at = state, message, timezone.now()
    sending.save(update_fields=["state", "message", "ended_at"])
    record(f"sending.{state}", about=[sending.id], feed=sending.feed)
