"""Hides small cells, and enough others that no hidden one can be worked out from the total or from a rate.

One table at a time, over one dimension with its totals (say areas, for each quarter and sex). That a reader could set
two released tables side by side is not looked at here.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any, TypeAlias

import pyarrow as pa

from concerted.analytics.disclosure.settings import Settings
from concerted.analytics.measures.age_bands import NOT_KNOWN

SHOWN, HIDDEN, NOT_RELEASED = "shown", "hidden", "not released"

TOTAL = "total"
"""The label of a total in the dimension that it is over."""

ADULT = 18

_COUNTS = ("offenders", "reoffenders", "reoffences")

Row: TypeAlias = Mapping[str, Any]


@dataclass
class _Cell:
    """One line of the table on its way to release."""

    row: dict[str, Any]
    threshold: int
    state: str = SHOWN

    @property
    def people(self) -> tuple[int, int]:
        """The two counts of people from which every other follows: who reoffended, and who did not."""
        return self.row["reoffenders"], self.row["offenders"] - self.row["reoffenders"]

    @property
    def small(self) -> bool:
        """Whether any count of people, or the difference of two, is below the threshold."""
        return min(self.people) < self.threshold


def protect(cells: pa.Table, settings: Settings, *, over: str) -> pa.Table:
    """Return the cells and their totals over one dimension, fit for release.

    Every combination of the labels that occur has its line, whether anybody is in it or not. The result has the
    dimensions of `cells`, the counts (rounded; null unless shown), `rate` (of the rounded counts; null where hidden)
    and `state`: shown, hidden or not released. A provisional cell, a cell that holds children while their threshold is
    not configured, and a total over any of these are not released. Raises ValueError when `over` is no dimension of
    the cells.
    """
    dimensions = [name for name in cells.column_names if name not in (*_COUNTS, "provisional")]
    if over not in dimensions:
        raise ValueError(f"The cells are not broken down by {over}.")
    groups: defaultdict[tuple[Any, ...], list[_Cell]] = defaultdict(list)
    for row in _with_empty_cells(cells.to_pylist(), dimensions):
        key = tuple(row[name] for name in dimensions if name != over)
        groups[key].append(_first_look(row, settings))
    lines = [line for group in groups.values() for line in _protected(group, settings, over)]
    return _published(lines, dimensions, settings)


def _with_empty_cells(rows: list[dict[str, Any]], dimensions: list[str]) -> Iterator[dict[str, Any]]:
    """Yield a row for every combination of the labels that occur: a missing row would say that nobody is there.

    An empty cell is provisional when any other of its period is.
    """
    labels = [list(dict.fromkeys(row[name] for row in rows)) for name in dimensions]
    present = {tuple(row[name] for name in dimensions): row for row in rows}
    periods = [name for name in dimensions if name in ("quarter", "year")]
    unfinished = {tuple(row[name] for name in periods) for row in rows if row["provisional"]}
    for combination in product(*labels):
        named = dict(zip(dimensions, combination, strict=True))
        provisional = tuple(named[name] for name in periods) in unfinished
        yield present.get(combination) or named | dict.fromkeys(_COUNTS, 0) | {"provisional": provisional}


def holds_children(age_band: str) -> bool:
    """Say whether a band (`15-17`, `18-20`, `50+`, `other age`) may hold people under 18."""
    if age_band == NOT_KNOWN:
        return False
    first = age_band.rstrip("+").split("-")[0]
    return not first.isdigit() or int(first) < ADULT


def _first_look(row: dict[str, Any], settings: Settings) -> _Cell:
    children = holds_children(row.get("age_band", NOT_KNOWN))
    threshold = settings.children_threshold if children else settings.threshold
    if row["provisional"] or threshold is None:
        return _Cell(row, settings.threshold, NOT_RELEASED)
    cell = _Cell(row, threshold)
    cell.state = HIDDEN if cell.small else SHOWN
    return cell


def _protected(group: list[_Cell], settings: Settings, over: str) -> list[_Cell]:
    total = _total(group, over)
    if any(cell.state == NOT_RELEASED for cell in group):
        total.state = NOT_RELEASED
    elif total.small:
        total.state = HIDDEN
    elif settings.secondary:
        _hide_further(group)
    return [*group, total]


def _total(group: Iterable[_Cell], over: str) -> _Cell:
    cells = list(group)
    row = cells[0].row | {over: TOTAL} | {name: sum(cell.row[name] for cell in cells) for name in _COUNTS}
    return _Cell(row, max(cell.threshold for cell in cells))


def _hide_further(group: list[_Cell]) -> None:
    """Hide the smallest shown cells until what the total gives away about the hidden ones is itself large enough.

    This ends: when every cell is hidden, what is given away is the total, which is shown only if it is not small.
    """
    shown = sorted((cell for cell in group if cell.state == SHOWN), key=lambda cell: cell.row["offenders"])
    while shown and _given_away(group):
        shown.pop(0).state = HIDDEN


def _given_away(group: list[_Cell]) -> bool:
    """Say whether total less shown cells leaves few people for the hidden ones together, as it does for one alone."""
    hidden = [cell for cell in group if cell.state == HIDDEN]
    if not hidden:
        return False
    threshold = max(cell.threshold for cell in hidden)
    together = [sum(people) for people in zip(*(cell.people for cell in hidden), strict=True)]
    return any(people < threshold for people in together)


def _published(cells: list[_Cell], dimensions: list[str], settings: Settings) -> pa.Table:
    rows = [_line(cell, dimensions, settings) for cell in cells]
    schema = pa.schema(
        [(name, pa.string()) for name in dimensions]
        + [(name, pa.int64()) for name in _COUNTS]
        + [("rate", pa.float64()), ("state", pa.string())]
    )
    return pa.Table.from_pylist(rows, schema=schema)


def _line(cell: _Cell, dimensions: list[str], settings: Settings) -> dict[str, Any]:
    line: dict[str, Any] = {name: cell.row[name] for name in dimensions} | {"state": cell.state}
    if cell.state != SHOWN:
        return line | dict.fromkeys((*_COUNTS, "rate"))
    counts = {name: _rounded(cell.row[name], settings.rounding) for name in _COUNTS}
    rated = cell.row["offenders"] >= settings.rate_hidden_under and counts["offenders"] > 0
    return line | counts | {"rate": counts["reoffenders"] / counts["offenders"] if rated else None}


def _rounded(count: int, to: int) -> int:
    """Round to the nearest multiple, halves upwards."""
    return (2 * count + to) // (2 * to) * to
