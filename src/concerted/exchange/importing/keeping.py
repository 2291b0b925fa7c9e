"""Writes what did not load into quarantine by COPY: the first faults of each kind, and every row that waits."""

import json
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from django.db import connection

from concerted.access.scoping import scope_id
from concerted.exchange.checking import Checked, as_faults, group_faults
from concerted.exchange.checking.faults import NEVER
from concerted.exchange.checking.groups import kinds_of
from concerted.exchange.models import Sending
from concerted.exchange.quarantine import cells_to_keep
from concerted.exchange.reading import Sent
from concerted.kernel.feeds import Feed

MOST_KEPT = 1000
"""Faults of one kind that a sending keeps one by one; the rest are counted, and every row waits as it was sent."""
MOST_REPAIRS = 20
"""Repairs that reach many rows, of one kind of fault, that a page offers."""


def keep(sending: Sending, sent: Sent, checked: Checked, feed: Feed) -> None:
    """Write faults and waiting rows inside the load's transaction, and count them in the sending (not saved here)."""
    scope = scope_id(sending.agency.code, "quarantine")
    kinds = kinds_of(checked.faults)
    kept = _first_of_each(checked.faults, kinds)
    with connection.cursor() as cursor:
        raw: Any = cursor.cursor  # COPY is psycopg's own
        with raw.copy(
            'copy exchange_fault (scope_id, sending_id, row, "column", value, code, wrong, mend, suggestion) from stdin'
        ) as copy:
            for fault in as_faults(kept):
                copy.write_row(
                    (
                        scope, sending.pk, fault.row, fault.column, fault.value, fault.fault, fault.wrong[:300],
                        fault.mend[:300], (fault.suggestion or "")[:120],
                    )
                )  # fmt: skip
        waiting = 0
        with raw.copy("copy exchange_waitingrow (scope_id, sending_id, row, cells) from stdin") as copy:
            for row, cells in cells_to_keep(sent, checked.faults):
                copy.write_row((scope, sending.pk, row, json.dumps(cells)))
                waiting += 1
    sending.rows_waiting = waiting
    sending.rows_refused = _never(checked.faults)
    sending.kinds = counted(checked.faults, feed)


def counted(faults: pa.Table, feed: Feed) -> list[dict[str, Any]]:
    """Return the kinds of faults with the number of rows and the repairs of each, as the sending keeps them."""
    return [
        {
            "kind": group.kind,
            "rows": group.rows,
            "bulk": [[repair.column, repair.suggestion, repair.rows] for repair in group.bulk[:MOST_REPAIRS]],
        }
        for group in group_faults(faults, feed)
    ]


def _first_of_each(faults: pa.Table, kinds: pa.ChunkedArray) -> pa.Table:
    parts = [faults.filter(pc.equal(kinds, kind)).slice(0, MOST_KEPT) for kind in pc.unique(kinds).to_pylist()]
    return pa.concat_tables(parts) if parts else faults


def _never(faults: pa.Table) -> int:
    return int(pc.sum(pc.equal(faults["fault"], NEVER)).as_py() or 0)
