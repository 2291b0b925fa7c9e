"""Who is named in quarantine and in kept files when records are erased: there rows have no key to a record."""

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from django.db import connection

from concerted.exchange.finding import feeds
from concerted.exchange.models import Sending
from concerted.exchange.reading import read_file
from concerted.files.storage import path_of
from concerted.kernel.erasing import Doomed, Named, NamedPerson
from concerted.kernel.errors import BadFile
from concerted.kernel.feeds import Feed

LIVE = ("exchange_waitingrow", "exchange_fault")
WAYS_TO_WRITE_A_DAY = ("%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y", "%d-%b-%Y")
ENDED = ("loaded", "refused", "failed")


def hold(doomed: Doomed) -> None:
    """Wait for loads of the agency's feeds, and keep later ones waiting."""
    with connection.cursor() as cursor:
        for feed in sorted(code for code, feed in feeds().items() if feed.agency == doomed.agency_code):
            cursor.execute("select pg_advisory_xact_lock(hashtext(%s))", [feed])


def named(doomed: Doomed, *, take: bool) -> Named:
    """Return the rows of the agency's quarantine that name the persons, and its kept files that do; take rows away.

    A row names somebody by the agency's key, or by both names unless another birth date stands beside them. Only
    `take` looks into files and history: those are the engine's to open.
    """
    found = Named()
    waiting = _rows("exchange_waitingrow", doomed)
    found.rows = {"exchange_waitingrow": len(waiting), "exchange_fault": _faults("exchange_fault", waiting)}
    if take:
        past = _rows("exchange_waitingrow_history", doomed)
        places = {place for places in (waiting, past) for place in places.values()}
        for table in ("exchange_fault", "exchange_fault_history", "exchange_waitingrow"):
            _delete_places(table, places)
        _delete_places("exchange_fault_history", places)
        _delete_places("exchange_waitingrow_history", places)
        _lone_values(doomed)
        _count_again({sending for sending, _ in waiting.values()})
        found.files = _files(doomed)
    return found


def says_who(cells: Iterable[str], one: NamedPerson, births: Iterable[str] | None) -> bool:
    """Whether a row's cells name a person; `births` are those of its birth date, None where the feed has none."""
    texts = [text.strip().casefold() for text in cells]
    if one.source_key and one.source_key.casefold() in texts:
        return True
    joined = f" {' '.join(texts)} "
    if not all(name and name.casefold() in joined for name in (one.given_name, one.family_name)):
        return False
    dates = [text.strip() for text in births or () if text.strip()]
    return not dates or one.born_on is None or any(_same_day(text, one.born_on) for text in dates)


def _same_day(text: str, day: date) -> bool:
    """Whether a cell writes a day, or something that cannot be read as another."""
    for way in WAYS_TO_WRITE_A_DAY:
        with suppress(ValueError):
            return datetime.strptime(text, way).date() == day  # noqa: DTZ007 - a day alone
    return True


def _rows(table: str, doomed: Doomed) -> dict[int, tuple[Any, int]]:
    """Return id -> (sending, row) of the agency's waiting rows that name one of the persons."""
    key = "history_id" if table.endswith("_history") else "id"
    with connection.cursor() as cursor:
        cursor.execute(
            f"select w.{key}, w.sending_id, w.row, w.cells, s.feed from {table} w "
            "join exchange_sending s on s.id = w.sending_id where s.agency_id = %s",
            [doomed.agency_id],
        )
        rows = cursor.fetchall()
    return {
        found: (sending, row)
        for found, sending, row, cells, feed in rows
        if any(_row_names(_as_cells(cells), feeds().get(feed), one) for one in doomed.people)
    }


def _as_cells(cells: Any) -> Mapping[str, str]:
    read = json.loads(cells) if isinstance(cells, str) else cells  # a plain cursor gives JSON as text
    return read if isinstance(read, Mapping) else {}


def _row_names(cells: Mapping[str, str], feed: Feed | None, one: NamedPerson) -> bool:
    births = [cells.get(c.name, "") for c in feed.columns if c.birth] if feed else None
    return says_who((str(text) for text in cells.values()), one, births)


def _faults(table: str, rows: Mapping[int, tuple[Any, int]]) -> int:
    if not rows:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            f"select count(*) from {table} f join unnest(%s::uuid[], %s::int[]) p(sending, row) "
            "on f.sending_id = p.sending and f.row = p.row",
            [[s for s, _ in rows.values()], [r for _, r in rows.values()]],
        )
        return int(cursor.fetchone()[0])


def _delete_places(table: str, places: set[tuple[Any, int]]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"delete from {table} f using unnest(%s::uuid[], %s::int[]) p(sending, row) "
            "where f.sending_id = p.sending and f.row = p.row",
            [[s for s, _ in places], [r for _, r in places]],
        )


def _lone_values(doomed: Doomed) -> None:
    """Take away faults, past ones too, whose single value is the key of a person: their row has gone already."""
    keys = [one.source_key for one in doomed.people if one.source_key]
    with connection.cursor() as cursor:
        for table in ("exchange_fault", "exchange_fault_history"):
            cursor.execute(
                f"delete from {table} f using exchange_sending s where s.id = f.sending_id and s.agency_id = %s "
                "and f.value = any (%s)",
                [doomed.agency_id, keys],
            )


def _count_again(sendings: set[Any]) -> None:
    for sending in Sending.objects.filter(pk__in=sendings):
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from exchange_waitingrow where sending_id = %s", [sending.pk])
            sending.rows_waiting = cursor.fetchone()[0]
        sending.save(update_fields=["rows_waiting"])


def _files(doomed: Doomed) -> list[str]:
    """Return the keys of the agency's kept files, of sendings that have ended, that name one of the persons.

    A file is removed whole: it served to be imported, and its rows stand in the tables. One that cannot be read is
    removed too.
    """
    keys: list[str] = []
    for sending in Sending.objects.filter(agency_id=doomed.agency_id, state__in=ENDED):
        path = path_of(sending.file_key)
        if sending.file_key not in keys and path.exists() and _file_names(path, feeds().get(sending.feed), doomed):
            keys.append(sending.file_key)
    return keys


def _file_names(path: Any, feed: Feed | None, doomed: Doomed) -> bool:
    if feed is None:
        return True
    try:
        table = read_file(path, feed).table
    except (BadFile, OSError):
        return True
    births = {column.name for column in feed.columns if column.birth}
    for batch in table.to_batches(max_chunksize=10_000):
        for row in batch.to_pylist():
            cells = [str(value) for value in row.values() if value is not None]
            dates = [str(row[name]) for name in births if row.get(name)]
            if any(says_who(cells, one, dates) for one in doomed.people):
                return True
    return False
