"""A row waits in one place: rows that came back, mended or not, wait no longer in the sending that they came from."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

import pyarrow.compute as pc
from django.db import connection

from concerted.exchange.checking import Checked
from concerted.exchange.importing.keeping import MOST_KEPT
from concerted.exchange.models import Fault, Sending, WaitingRow
from concerted.exchange.quarantine.keeping import table_of_kept
from concerted.exchange.reading import Sent
from concerted.exchange.reading.sent import ROW
from concerted.kernel.feeds import Feed, fold


def close(sending: Sending, sent: Sent, checked: Checked, feed: Feed) -> None:
    """Close the rows that this sending mends, and those that wait in it exactly as they waited before."""
    if sending.mends_id is not None:
        _mended(sending.mends_id, sent, checked, feed)
    _sent_again(sending)


def _mended(mends: UUID, sent: Sent, checked: Checked, feed: Feed) -> None:
    """Close by the number of the row first sent, or by the feed's key; count those that loaded as mended."""
    earlier = Sending.objects.select_for_update().get(pk=mends)
    waiting = dict(WaitingRow.objects.filter(sending=earlier).values_list("row", "cells"))
    back = _rows_back(sent, waiting, feed)
    at_fault = set(pc.unique(checked.faults["row"]).to_pylist())
    mended = {first for row, first in back.items() if row not in at_fault}
    _close(earlier, set(back.values()), mended=len(mended))


def _rows_back(sent: Sent, waiting: Mapping[int, Mapping[str, str]], feed: Feed) -> dict[int, int]:
    """Return for each row of the file that came back the row that waits for it."""
    rows = sent.table[ROW].to_pylist()
    back = {row: first for row, first in sent.first_rows.items() if first in waiting}
    if not feed.key or len(back) == len(rows):
        return back
    kept = table_of_kept(waiting.items(), [name for name in feed.key if all(name in c for c in waiting.values())])
    if kept.num_columns <= len(feed.key):
        return back
    by_key = dict(zip(_keys(kept, feed), kept[ROW].to_pylist(), strict=True))
    for row, key in zip(rows, _keys(sent.table, feed), strict=True):
        if row not in back and key in by_key:
            back[row] = by_key[key]
    return back


def _keys(table: Any, feed: Feed) -> list[tuple[str, ...]]:
    columns: Iterable[list[str]] = ([fold(text) for text in table[name].to_pylist()] for name in feed.key)
    return list(zip(*columns, strict=True))


def _sent_again(sending: Sending) -> None:
    """Close rows of earlier sendings of this feed that wait in this one with the same cells."""
    if not sending.rows_waiting:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "select e.sending_id, array_agg(distinct e.row) from exchange_waitingrow n "
            "join exchange_waitingrow e on e.cells = n.cells and e.sending_id <> n.sending_id "
            "join exchange_sending s on s.id = e.sending_id and s.feed = %s and s.agency_id = %s "
            "where n.sending_id = %s group by 1",
            [sending.feed, sending.agency_id, sending.pk],
        )
        found = cursor.fetchall()
    for earlier, rows in found:
        _close(Sending.objects.select_for_update().get(pk=earlier), set(rows), mended=0)


def _close(earlier: Sending, rows: set[int], *, mended: int) -> None:
    """Take rows out of an earlier sending's quarantine, with their faults, and count again what waits there."""
    if not rows:
        return
    Fault.objects.filter(sending=earlier, row__in=rows).delete()
    WaitingRow.objects.filter(sending=earlier, row__in=rows).delete()
    earlier.rows_waiting = WaitingRow.objects.filter(sending=earlier).count()
    earlier.rows_mended += mended
    earlier.kinds = _counted_again(earlier)
    earlier.save(update_fields=["rows_waiting", "rows_mended", "kinds"])


def _counted_again(earlier: Sending) -> list[dict[str, Any]]:
    """Return the kinds with the rows that are left: exact where all faults are kept, else no more than wait."""
    left: dict[str, set[int]] = {}
    repairs: dict[tuple[str, str, str], set[int]] = {}
    kept = Fault.objects.filter(sending=earlier).values_list("code", "column", "row", "suggestion")
    for code, column, row, suggestion in kept:
        kind = f"{code}:{column}" if code == "unknown_code" else code
        left.setdefault(kind, set()).add(row)
        repairs.setdefault((kind, column, suggestion), set()).add(row)
    again = []
    for entry in earlier.kinds:
        kind, rows = entry["kind"], len(left.get(entry["kind"], ()))
        if entry["rows"] > MOST_KEPT:
            rows = max(rows, min(entry["rows"], earlier.rows_waiting or 0))
        bulk = [[c, s, len(repairs.get((kind, c, s), ()))] for c, s, _ in entry["bulk"]]
        if rows:
            again.append({**entry, "rows": rows, "bulk": [repair for repair in bulk if repair[2]]})
    return again
