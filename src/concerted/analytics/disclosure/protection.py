"""Protects the linked tables of one release: what is shown, rounded, what is hidden, and the proof that it holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from concerted.analytics.disclosure.editions import Carried, Earlier
from concerted.analytics.disclosure.hiding import Hiding, People
from concerted.analytics.disclosure.lattice import Dimension, Lattice, Mask, Whole, totalled, years_of
from concerted.analytics.disclosure.settings import Settings
from concerted.analytics.measures.age_bands import NOT_KNOWN

SHOWN, HIDDEN, NOT_RELEASED = "shown", "hidden", "not released"
FEW, BESIDE, UNFINISHED, CHILDREN = "few people", "protects another cell", "provisional", "children"
"""Why a cell is not shown. Never published: that a cell is hidden for another's sake tells of both."""

ADULT = 18
COUNTS = ("offenders", "reoffenders", "reoffences")
AGE, TIME = "age_band", "quarter"


def holds_children(age_band: str) -> bool:
    """Say whether a band (`15-17`, `18-20`, `50+`, `other age`) may hold people under 18."""
    if age_band == NOT_KNOWN:
        return False
    first = age_band.rstrip("+").split("-")[0]
    return not first.isdigit() or int(first) < ADULT


def protect(
    cells: pa.Table,
    settings: Settings,
    *,
    tables: Sequence[Sequence[str]],
    years: Mapping[str, Sequence[str]] | None = None,
    children: bool = False,
    earlier: Earlier | None = None,
) -> pa.Table:
    """Return the cells of linked tables with all their totals, fit for release together.

    `cells` has text columns (dimensions), `offenders`, `reoffenders`, `reoffences` (whole numbers) and `provisional`;
    rows that share their labels are added. `tables` names the dimensions of each table beside time; `()` is the
    county's total alone. With `years` (label to its quarters) the sums of quarters are published too. `children` says
    that the cells hold children, where no column of age bands tells. `earlier` is what earlier editions show.

    The result has a line for every combination of labels, whether anybody is in it or not: the dimensions used (with
    `total` for a total and the year's label among the quarters), the counts (rounded; null unless shown), `rate` (of
    the rounded counts; null where hidden), `state` (shown, hidden, not released), `reason` (why not shown: for the
    analyst, never published), and `kept_…` for reoffenders, others and reoffences: whether it stands for the earlier
    edition's value. Raises NotProved when a small count could be worked out all the same, and ValueError for a table
    over something that is no dimension of the cells.
    """
    lattice, base, unfinished = _read(cells, tables, years)
    if AGE in cells.column_names:
        counted = cells.select([AGE, "offenders"]).to_pylist()
        children = any(holds_children(row[AGE]) and row["offenders"] > 0 for row in counted)
    if not len(cells):
        return pa.Table.from_pylist([], schema=_schema(lattice))
    release = _Release(lattice, [lattice.summed(each) for each in base], settings, children)
    release.refuse(lattice.summed(unfinished) > 0, UNFINISHED)
    release.protect(earlier)
    rows = [release.line(int(cell)) for cell in np.flatnonzero(lattice.published)]
    return pa.Table.from_pylist(rows, schema=_schema(lattice))


@dataclass
class _Release:
    """The tables on their way: the three exact counts of every cell, and what is said of each."""

    lattice: Lattice
    now: list[Whole]
    settings: Settings
    children: bool

    def __post_init__(self) -> None:
        size = self.lattice.size
        self.reasons = np.full(size, "", dtype=object)
        self.said, self.kept = self.now, [np.zeros(size, bool)] * 3
        young = self._young()
        self.thresholds = np.full(size, self.settings.threshold, np.int64)
        if self.settings.children_threshold is None:
            self.refuse(young, CHILDREN)
        else:
            self.thresholds[young] = self.settings.children_threshold
        self.shown = self.lattice.published & (self.reasons == "")

    def refuse(self, which: Mask, reason: str) -> None:
        """Take cells out of the release altogether."""
        self.reasons[which & (self.reasons == "")] = reason
        self.shown = self.lattice.published & (self.reasons == "")

    def _young(self) -> Mask:
        """The cells in which a child may stand; where age is no dimension, what the caller says."""
        found = next((d for d in self.lattice.dimensions if d.name == AGE), None)
        if found is None:
            return np.full(self.lattice.size, self.children)
        young = np.array([holds_children(label) for label in found.labels])
        shape = [len(young) if d.name == AGE else 1 for d in self.lattice.dimensions]
        full = np.broadcast_to(young.reshape(shape), [len(d.labels) for d in self.lattice.dimensions])
        summed: Mask = self.lattice.summed(full.astype(np.int64)) > 0
        return summed

    def protect(self, earlier: Earlier | None) -> None:
        """Hide what is small and what would give it away; carry the earlier edition's values."""
        carried = Carried(self.lattice, self.now, self.thresholds, earlier) if earlier else None
        self.said = carried.counts if carried else self.now
        people = People((self.now[0], self.now[1]), self.thresholds)
        small = People((self.said[0], self.said[1]), self.thresholds).small
        self.reasons[self.shown & small] = FEW
        start = self.shown & ~small & (carried.shown_before if carried else True)
        hiding = Hiding(self.lattice, people, start, carried.told if carried else None)
        if self.settings.secondary:
            hiding.run()
        self.reasons[self.shown & ~hiding.shown & (self.reasons == "")] = BESIDE
        self.shown = hiding.shown
        if carried:
            carried.settle(self.shown)
            self.said = carried.counts
            self.kept = [self.shown & carried.shown_before & ~moved for moved in carried.moved]

    def line(self, cell: int) -> dict[str, Any]:
        """One published line, without anything of a cell that is not shown."""
        reason = str(self.reasons[cell])
        state = SHOWN if self.shown[cell] else NOT_RELEASED if reason in (UNFINISHED, CHILDREN) else HIDDEN
        line: dict[str, Any] = {**self.lattice.names(cell), "state": state, "reason": reason}
        if state != SHOWN:
            return line | dict.fromkeys((*COUNTS, "rate"))
        reoffended, others, reoffences = (int(said[cell]) for said in self.said)
        to = self.settings.rounding
        counts = {
            "offenders": rounded(reoffended + others, to),
            "reoffenders": rounded(reoffended, to),
            "reoffences": rounded(reoffences, to),
        }
        rated = reoffended + others >= self.settings.rate_hidden_under and counts["offenders"] > 0
        kept = dict(zip(_KEPT, (bool(each[cell]) for each in self.kept), strict=True))
        return line | counts | kept | {"rate": counts["reoffenders"] / counts["offenders"] if rated else None}


_KEPT = ("kept_reoffenders", "kept_others", "kept_reoffences")


def rounded(count: int, to: int) -> int:
    """Round to the nearest multiple, halves upwards."""
    return (2 * count + to) // (2 * to) * to


def _schema(lattice: Lattice) -> pa.Schema:
    return pa.schema(
        [(d.name, pa.string()) for d in lattice.dimensions]
        + [(name, pa.int64()) for name in COUNTS]
        + [("rate", pa.float64()), ("state", pa.string()), ("reason", pa.string())]
        + [(name, pa.bool_()) for name in _KEPT]
    )


def _read(
    cells: pa.Table, tables: Sequence[Sequence[str]], years: Mapping[str, Sequence[str]] | None
) -> tuple[Lattice, list[Whole], Whole]:
    """Return the lattice, the base counts (reoffended, did not, reoffences) and where anything is provisional."""
    rows = cells.to_pylist()
    used = {name for table in tables for name in table}
    if unknown := used - set(cells.column_names) or used & {*COUNTS, TIME, "provisional"}:
        raise ValueError(f"The cells are not broken down by {', '.join(sorted(unknown))}.")
    names = [name for name in cells.column_names if name in used]
    labels = {
        n: list(dict.fromkeys(row[n] for row in rows))
        for n in (*names, *([TIME] if TIME in cells.column_names else []))
    }
    dimensions = [totalled(n, labels[n]) for n in names]
    spine = frozenset[str]()
    if TIME in labels:
        dimensions.insert(0, years_of(labels[TIME], years or {}))
        spine = frozenset({TIME})
    lattice = Lattice(tuple(dimensions), frozenset(frozenset(t) for t in tables), spine)
    base, unfinished = _counted(rows, lattice.dimensions)
    return lattice, base, unfinished


def _counted(rows: list[dict[str, Any]], dimensions: tuple[Dimension, ...]) -> tuple[list[Whole], Whole]:
    shape = [len(d.labels) for d in dimensions]
    base = [np.zeros(shape, np.int64) for _ in range(3)]
    unfinished = np.zeros(shape, np.int64)
    where = [{label: i for i, label in enumerate(d.labels)} for d in dimensions]
    time = next((i for i, d in enumerate(dimensions) if d.name == TIME), None)
    for row in rows:
        at = tuple(where[i][row[d.name]] for i, d in enumerate(dimensions))
        counts = (row["reoffenders"], row["offenders"] - row["reoffenders"], row["reoffences"])
        for array, count in zip(base, counts, strict=True):
            array[at] += count
        if row["provisional"]:  # an unfinished quarter is unfinished for everybody, also where nobody is counted
            whole = tuple(at[i] if i == time else slice(None) for i in range(len(at)))
            unfinished[whole] = 1
    return base, unfinished
