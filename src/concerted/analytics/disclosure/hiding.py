"""Which cells of linked tables are hidden: the small ones, then others until nothing small can be worked out."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import count

import numpy as np

from concerted.analytics.disclosure.audit import Found, found_out
from concerted.analytics.disclosure.lattice import Lattice, Line, Mask, Whole
from concerted.kernel.errors import Refused

PATIENCE = 6
"""Rounds of hiding single cells, after which a table with an unsafe cell is hidden whole: a table in which so much
must go says little, and the proof of it takes long."""

LARGE = 200
"""Cells of a table that is withheld whole when more than half of it is hidden, for the same reason."""


class NotProved(Refused):
    """A release in which a small count could be worked out; the message names cells."""


@dataclass(frozen=True)
class People:
    """The two counts of people of every cell (reoffended, did not), whose sum is the offenders, and its threshold."""

    counts: tuple[Whole, Whole]
    thresholds: Whole

    @property
    def offenders(self) -> Whole:
        """Both together."""
        return self.counts[0] + self.counts[1]

    @property
    def small(self) -> Mask:
        """Whether either count, and with it perhaps their sum, is below the threshold."""
        found: Mask = np.minimum(*self.counts) < self.thresholds
        return found


class Hiding:
    """Hides cells of a lattice until nothing small can be worked out, and proves it.

    `shown` is where it starts. `told` are, for each of the two counts, cells that a reader knows whatever is done now,
    from an earlier edition: hiding them protects nobody.
    """

    def __init__(self, lattice: Lattice, people: People, shown: Mask, told: tuple[Mask, Mask] | None = None) -> None:
        nothing = np.zeros(lattice.size, bool)
        self.lattice, self.people = lattice, people
        self.shown: Mask = lattice.published & shown
        self.told = told or (nothing, nothing)
        self.through: defaultdict[int, list[Line]] = defaultdict(list)
        for line in lattice.lines:
            for cell in (line.whole, *line.parts):
                self.through[cell].append(line)

    def run(self) -> None:
        """Hide until the audit finds nothing. Raises NotProved when what should be hidden is known already."""
        for turn in count():
            self.settle_lines()
            while self._withhold_thin_tables():
                self.settle_lines()
            found = self.audit()
            if not found:
                return
            whole = turn >= PATIENCE and self._hide_tables(found)
            if not whole and not self._hide_for(found):
                raise NotProved(self._refusal([each for _, each in found]))

    def audit(self) -> list[tuple[int, Found]]:
        """Return what a reader could find out as it stands, with the number of the count."""
        return [
            (number, each)
            for number, counts in enumerate(self.people.counts)
            for each in found_out(self.lattice, counts, self.known(number), self.people.thresholds)
        ]

    def known(self, number: int) -> Mask:
        """What a reader knows of one count: what is shown, and what an earlier edition told."""
        found: Mask = self.shown | self.told[number]
        return found

    def settle_lines(self) -> None:
        """Hide until every difference that a line or two shown cells give away is large, or cannot be helped."""
        waiting: dict[Line, None] = dict.fromkeys(self.lattice.lines)
        while waiting:
            while waiting:
                line = next(iter(waiting))
                cells = [cell for number in (0, 1) for cell in self._to_hide_in(line, number)]
                if not cells:
                    del waiting[line]
                for cell in cells[:1]:
                    waiting.update(dict.fromkeys(self._hide(cell)))
            for cell in self._near_totals():
                waiting.update(dict.fromkeys(self._hide(cell)))

    def _to_hide_in(self, line: Line, number: int) -> list[int]:
        """The cell to hide next when the whole less the known parts is few people: the smallest part, or the whole."""
        known = self.known(number)
        rest = [p for p in line.parts if not known[p]]
        if not rest or not known[line.whole] or not self._few(rest, number):
            return []
        parts = sorted((p for p in line.parts if self._may_go(p, number)), key=self._size)
        return [*parts[:1], *([line.whole] if self._may_go(line.whole, number) else [])][:1]

    def _few(self, cells: list[int], number: int) -> bool:
        return bool(self.people.counts[number][cells].sum() < self.people.thresholds[cells].max())

    def _may_go(self, cell: int, number: int) -> bool:
        """Whether hiding a cell would take it from the reader's knowledge."""
        return bool(self.shown[cell] and not self.told[number][cell])

    def _size(self, cell: int) -> tuple[int, int, int]:
        """What is hidden first: details before totals, few people before many."""
        return int(self.lattice.breadth[cell]), int(self.people.offenders[cell]), cell

    def _hide(self, cell: int) -> list[Line]:
        """Hide a cell and return the lines that it changes."""
        self.shown[cell] = False
        return self.through[cell]

    def _near_totals(self) -> list[int]:
        """Return shown cells that are nearly the whole of a shown cell above them, across more than one dimension."""
        found: set[int] = set()
        thresholds = self.people.thresholds
        for inner, outer in self.lattice.nested:
            for number, counts in enumerate(self.people.counts):
                known = self.known(number)
                few = counts[outer] - counts[inner] < np.maximum(thresholds[outer], thresholds[inner])
                near = inner[known[inner] & known[outer] & few]
                found.update(int(c) for c in near if self._may_go(int(c), number))
        return sorted(found)

    def _hide_for(self, found: list[tuple[int, Found]]) -> bool:
        """Hide one more cell for each target that is not safe, unless one near it has just gone; return whether any."""
        gone: set[int] = set()
        for number, each in found:
            helps = [cell for cell in each.helps if self._may_go(cell, number)]
            if gone.isdisjoint(each.helps) and helps:
                cell = min(helps, key=self._size)
                self._hide(cell)
                gone.add(cell)
        if not gone:
            open_to = [int(c) for c in np.flatnonzero(self.shown) if self._may_go(int(c), found[0][0])]
            gone.update(sorted(open_to, key=self._size)[:1])
            for cell in gone:
                self._hide(cell)
        return bool(gone)

    def _hide_tables(self, found: list[tuple[int, Found]]) -> bool:
        """Hide whole tables of which a cell is not safe; return whether there was anything left in them."""
        unsafe = {cell for _, each in found for cell in each.target.cells}
        kinds = {self._kind(cell) for cell in unsafe}
        gone = [int(c) for c in np.flatnonzero(self.shown) if self._kind(int(c)) in kinds]
        for cell in gone:
            self._hide(cell)
        return bool(gone)

    def _withhold_thin_tables(self) -> bool:
        """Hide what is left of large tables that are more than half hidden; return whether there was any."""
        kinds: defaultdict[tuple[frozenset[str], int], list[int]] = defaultdict(list)
        for published in np.flatnonzero(self.lattice.published):
            kinds[self._kind(int(published))].append(int(published))
        gone: list[int] = [
            cell
            for cells in kinds.values()
            if len(cells) >= LARGE and 2 * self.shown[cells].sum() < len(cells)
            for cell in cells
            if self.shown[cell]
        ]
        for cell in gone:
            self._hide(cell)
        return bool(gone)

    def _kind(self, cell: int) -> tuple[frozenset[str], int]:
        """The table that a cell stands in: its dimensions, and whether of a quarter or of a year."""
        level = self.lattice.levels[cell]
        return level, int(self.lattice.breadth[cell])

    def _refusal(self, found: list[Found]) -> str:
        named = sorted({", ".join(self.lattice.names(c).values()) for each in found for c in each.target.cells})
        return (
            "Nothing is released: a count of few people could be worked out for "
            f"{'; '.join(named[:5])}{f' and {len(named) - 5} more' if len(named) > 5 else ''}. "
            "Release fewer breakdowns, or wait for the next period."
        )
