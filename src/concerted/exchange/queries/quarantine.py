"""What waits of a sending: its faults in groups as the page shows them, and its rows as they were sent."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import pyarrow as pa
import pyarrow.compute as pc
from django.db.models import F, Window
from django.db.models.functions import RowNumber

from concerted.exchange.checking import FAULTS, BulkMend, Limits, check, group_faults
from concerted.exchange.checking.faults import NEVER
from concerted.exchange.checking.groups import FaultGroup
from concerted.exchange.models import Fault, Sending, WaitingRow
from concerted.exchange.quarantine import table_of_kept
from concerted.exchange.reading import Sent
from concerted.exchange.reading.sent import ROW
from concerted.kernel.feeds import Feed
from concerted.partnership.clock import today

A_GROUP = 200
"""Faults of one kind that a page shows when all of them are asked for."""
LIMITED = ("accepts", "Makes the person")
"""Words of faults that a local limit found: the page leads to the limit."""
READ = 3
"""Faults of each code and column that are read for the examples."""


@dataclass(frozen=True)
class Repair:
    """One value that can be used in many rows, and the address that asks for it."""

    column: str
    suggestion: str
    rows: int
    sending: UUID

    @property
    def href(self) -> str:
        """The address of the page that shows its reach and asks."""
        return f"/imports/{self.sending}/mend?{urlencode({'column': self.column, 'use': self.suggestion})}"


@dataclass(frozen=True)
class ShownGroup:
    """A kind of fault as the page shows it: `other` rows more behind a link, `beyond` those that no page shows."""

    kind: str
    code: str
    title: str
    hint: str
    rows: int
    examples: tuple[Any, ...]
    bulk: tuple[BulkMend, ...]
    other: int
    beyond: int
    sending: UUID

    @property
    def lines(self) -> list[tuple[Any, "Repair | None", bool]]:
        """The examples, each with the repair that it shares with other rows, and whether a local limit refused it."""
        by_value = {(repair.column, repair.suggestion): repair for repair in self._repairs()}
        return [
            (
                fault,
                by_value.get((fault.column, fault.suggestion or "")),
                any(w in f"{fault.wrong} {fault.mend}" for w in LIMITED),
            )
            for fault in self.examples
        ]

    @property
    def repairs(self) -> list["Repair"]:
        """The repairs that no example shows."""
        shown = {(fault.column, fault.suggestion) for fault in self.examples}
        return [repair for repair in self._repairs() if (repair.column, repair.suggestion) not in shown]

    def _repairs(self) -> list["Repair"]:
        return [Repair(bulk.column, bulk.suggestion, bulk.rows, self.sending) for bulk in self.bulk]

    @property
    def anchor(self) -> str:
        """The name by which an address leads to the group."""
        return f"kind-{self.kind.replace(':', '-')}"


def groups(sending: Sending, feed: Feed, show: str = "") -> list[ShownGroup]:
    """Return the kinds of faults of a sending, the most rows first: one query, or two when one kind is asked for."""
    counted = {entry["kind"]: entry for entry in sending.kinds}
    kept = _faults(sending, feed, show)
    shown = []
    for group in group_faults(kept, feed):
        entry = counted.get(group.kind)
        if entry is None:
            continue
        examples = _all_of(kept, group) if group.kind == show else group.examples
        repairs = tuple(BulkMend(*repair) for repair in entry["bulk"])
        rest = max(0, entry["rows"] - len({fault.row for fault in examples}))
        whole = group.kind == show
        shown.append(
            ShownGroup(
                kind=group.kind,
                code=group.code,
                title=group.title,
                hint=group.hint,
                rows=entry["rows"],
                examples=examples,
                bulk=repairs,
                other=0 if whole or group.code == NEVER else rest,
                beyond=rest if whole else 0,
                sending=sending.pk,
            )
        )
    return sorted(shown, key=lambda group: (-group.rows, group.title))


def _faults(sending: Sending, feed: Feed, show: str) -> pa.Table:
    """Return the first faults of each code and column, and more of the kind that is asked for."""
    mine = Fault.objects.filter(sending=sending)
    place = Window(RowNumber(), partition_by=[F("code"), F("column")], order_by=F("row").asc())
    few = mine.annotate(place=place).filter(place__lte=READ)
    names = ("row", "column", "value", "code", "wrong", "mend", "suggestion")
    rows = {(r[0], r[1], r[3]): r for r in few.values_list(*names)}
    if show:
        code, _, column = show.partition(":")
        more = mine.filter(code=code, **({"column": column} if column else {})).order_by("row", "id")
        rows |= {(r[0], r[1], r[3]): r for r in more.values_list(*names)[:A_GROUP]}
    known = set(feed.names) | {""}
    ordered = sorted((row for row in rows.values() if row[1] in known), key=lambda row: (row[0], row[1]))
    columns = list(zip(*ordered, strict=True)) if ordered else [()] * len(names)
    arrays = [pa.array(columns[0], pa.int64()), *(pa.array(list(c), pa.string()) for c in columns[1:-1])]
    suggestions = pa.array([text or None for text in columns[-1]], pa.string())
    return pa.table([*arrays, suggestions], schema=FAULTS)


def _all_of(kept: pa.Table, group: FaultGroup) -> tuple[Any, ...]:
    """Return every fault read of a kind, as the examples of a group are."""
    code, _, column = group.kind.partition(":")
    members = kept.filter(pc.equal(kept["fault"], code))
    if column:
        members = members.filter(pc.equal(members["column"], column))
    return tuple(_Row(**row) for row in members.slice(0, A_GROUP).to_pylist())


@dataclass(frozen=True)
class _Row:
    row: int
    column: str
    value: str
    fault: str
    wrong: str
    mend: str
    suggestion: str | None


def waiting(sending: Sending) -> Sent:
    """Return the rows that wait, read back as they were sent, in the form of the file that brought them."""
    form = sending.form
    headings = dict(form["headings"])
    rows = list(WaitingRow.objects.filter(sending=sending).order_by("row").values_list("row", "cells"))
    numbers = {row for row, _ in rows}
    return Sent(
        table=table_of_kept(rows, list(headings)),
        headings=headings,
        form=form["form"],
        encoding=form["encoding"],
        delimiter=form["delimiter"],
        sheet=form["sheet"],
        sha256=sending.file_hash,
        file_bytes=sending.file_size,
        ragged={int(row): cells for row, cells in form["ragged"].items() if int(row) in numbers},
        notes=tuple(form["notes"]),
    )


def faults_of(sending: Sending, sent: Sent, feed: Feed) -> pa.Table:
    """Return all faults of the waiting rows: those kept, and for rows beyond them what a new check says."""
    names = ("row", "column", "value", "code", "wrong", "mend", "suggestion")
    kept = Fault.objects.filter(sending=sending).exclude(code=NEVER).order_by("row", "id").values_list(*names)
    columns = list(zip(*kept, strict=True)) or [()] * len(names)
    arrays = [pa.array(columns[0], pa.int64()), *(pa.array(list(c), pa.string()) for c in columns[1:-1])]
    stored = pa.table([*arrays, pa.array([text or None for text in columns[-1]], pa.string())], schema=FAULTS)
    beyond = pc.invert(pc.is_in(sent.table[ROW], value_set=pc.unique(stored["row"])))
    rest = sent.table.filter(beyond)
    if not rest.num_rows:
        return stored
    again = check(replace(sent, table=rest), feed, Limits(today=today())).faults
    return pa.concat_tables([stored, again.cast(FAULTS)]).sort_by("row")
