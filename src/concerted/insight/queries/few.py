"""Which cells of a table that a page offers are hidden, so that no count under the threshold can be read or subtracted.

A cell's people either reoffended or did not: it is small when either count is under the threshold and somebody is in
it. Beside a small cell others of its line are hidden, the smallest first, until what the line's total gives away about
the hidden ones together is not small either, and is not one cell alone. Lines are those of the table of all filters
chosen: each filter varied while the others stay. What several lines together might give away is not looked at: a
release, which proves that too, has its own protection (`analytics.disclosure`).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import product
from typing import NamedTuple, TypeAlias

from concerted.analytics.disclosure.settings import Settings

SETTINGS = Settings()
"""Counts of fewer people than its threshold are hidden on the page and in its files (ONS research outputs: 10)."""

Key: TypeAlias = tuple[str, ...]
"""The label of each chosen filter; empty for all of it."""


class Counted(NamedTuple):
    """The people of a cell, and how many of them reoffended."""

    people: int
    reoffended: int

    @property
    def small(self) -> bool:
        """Whether either count of people is under the threshold; a cell in which nobody is says nothing of anybody."""
        return self.people > 0 and min(self.reoffended, self.people - self.reoffended) < SETTINGS.threshold


def added(cells: Iterable[Counted]) -> Counted:
    """Add cells up."""
    people = reoffended = 0
    for cell in cells:
        people += cell.people
        reoffended += cell.reoffended
    return Counted(people, reoffended)


def hidden(innermost: Mapping[Key, Counted]) -> frozenset[Key]:
    """Return the hidden cells of a table and of its totals (an empty label), from its innermost cells."""
    table = _with_totals(innermost)
    found = {key for key, cell in table.items() if cell.small}
    for level in range(1, max((len(key) for key in innermost), default=0) + 1):
        lines = _lines(table, level)
        changed = True
        while changed:
            changed = any(_hide_beside(line[1], parts, table, found) for line, parts in lines.items())
    return frozenset(found)


def _with_totals(parts: Mapping[Key, Counted]) -> dict[Key, Counted]:
    people: defaultdict[Key, int] = defaultdict(int)
    reoffended: defaultdict[Key, int] = defaultdict(int)
    for key, cell in parts.items():
        for whole in product(*((label, "") for label in key)):
            people[whole] += cell.people
            reoffended[whole] += cell.reoffended
    return {key: Counted(count, reoffended[key]) for key, count in people.items() if count}


def _lines(table: Mapping[Key, Counted], level: int) -> dict[tuple[int, Key], list[Key]]:
    """Return the cells of a level by the filter that varies and the total that they add up to."""
    lines: defaultdict[tuple[int, Key], list[Key]] = defaultdict(list)
    for key in table:
        if len(key) - key.count("") == level:
            for place, label in enumerate(key):
                if label:
                    lines[place, (*key[:place], "", *key[place + 1 :])].append(key)
    return lines


def _hide_beside(total: Key, parts: list[Key], table: Mapping[Key, Counted], found: set[Key]) -> bool:
    """Hide one more cell of a line where it is needed and there is one; say whether it was.

    Where the total is hidden one part must be too, or their sum would tell it.
    """
    away = [key for key in parts if key in found]
    few_away = bool(away) and (len(away) == 1 or added(table[key] for key in away).small)
    needed = not away if total in found else few_away
    left = [key for key in parts if key not in found]
    if not needed or not left:
        return False
    found.add(min(left, key=lambda key: (table[key].people, key)))
    return True
