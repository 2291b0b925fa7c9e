"""Faults grouped as the page shows them: what kind, how many rows, one hint, a few examples, one repair for many."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

import pyarrow as pa
import pyarrow.compute as pc

from concerted.exchange.checking.faults import BulkMend, Fault, as_faults
from concerted.kernel.feeds import Feed

_TITLES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "date": ("A date that cannot be", ""),
        "number": ("Not a number", "Write figures only, with a point before the decimals"),
        "missing": ("A cell that must be filled", ""),
        "too_long": ("A text that is too long", ""),
        "unseen": ("A character that cannot be seen", ""),
        "formula": ("A formula, not a value", ""),
        "spreadsheet_error": ("A spreadsheet's error, not a value", ""),
        "same_key": ("The same row twice", ""),
        "order": ("Dates in the wrong order", ""),
        "ragged": ("A row whose cells do not fit the header", ""),
        "never_loaded": ("Rows that this feed does not take", "They are counted and not kept"),
        "refused_value": ("A value that cannot be", ""),
    }
)
_EXAMPLES = 3


@dataclass(frozen=True)
class FaultGroup:
    """Faults of one kind; `rows` counts rows, not cells."""

    kind: str
    code: str
    title: str
    rows: int
    hint: str
    examples: tuple[Fault, ...]
    bulk: tuple[BulkMend, ...]


def group_faults(faults: pa.Table, feed: Feed) -> list[FaultGroup]:
    """Return the groups of a table of faults, largest first."""
    groups = []
    kinds = kinds_of(faults)
    for kind in pc.unique(kinds).to_pylist():
        members = faults.filter(pc.equal(kinds, kind))
        code, _, column = kind.partition(":")
        title, hint = _unknown(feed, column) if column else _TITLES[code]
        groups.append(
            FaultGroup(
                kind=kind,
                code=code,
                title=title,
                rows=pc.count_distinct(members["row"]).as_py(),
                hint=date_hint(feed) if code == "date" else hint,
                examples=tuple(as_faults(members.slice(0, _EXAMPLES))),
                bulk=_bulk(members),
            )
        )
    return sorted(groups, key=lambda group: (-group.rows, group.title))


def kinds_of(faults: pa.Table) -> pa.ChunkedArray:
    """Return for each fault the kind by which pages group it: its code, and the column where a code list is meant."""
    return pc.if_else(
        pc.equal(faults["fault"], "unknown_code"),
        pc.binary_join_element_wise(faults["fault"], faults["column"], ":"),
        faults["fault"],
    )


def date_hint(feed: Feed) -> str:
    """Return how the dates of a feed are written, by example: 'Write dates as 2027-03-02 or 2/3/2027'."""
    day = date(2027, 3, 2)
    shown = ["2027-03-02"]
    for pattern in feed.date_formats:
        text = day.strftime(pattern)
        text = text if pattern.startswith("%Y") else text.lstrip("0").replace("/0", "/").replace(".0", ".")
        if text not in shown:
            shown.append(text)
    if feed.date_formats == ("%Y-%m",):
        shown = ["2027-03"]
    return f"Write dates as {' or '.join(shown)}"


def _unknown(feed: Feed, name: str) -> tuple[str, str]:
    column = feed.column(name)
    article = "An" if column.meaning[0].lower() in "aeiou" else "A"
    return f"{article} {column.meaning} we do not know", column.hint


def _bulk(members: pa.Table) -> tuple[BulkMend, ...]:
    pairs = Counter(zip(members["column"].to_pylist(), members["suggestion"].to_pylist(), strict=True))
    return tuple(
        BulkMend(column, suggestion, rows)
        for (column, suggestion), rows in pairs.most_common()
        if suggestion is not None
    )
