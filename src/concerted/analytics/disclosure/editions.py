"""What a later edition of the same tables may say, so that a reader who lays both side by side finds nothing small.

A count is published anew only when it has moved by the threshold or more; otherwise its earlier value stands. The moves
that are published must themselves leave no small remainder in any line. A cell that an earlier edition hid stays
hidden, and one that it showed, and that has moved by less, counts as known to the reader for good.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np

from concerted.analytics.disclosure.lattice import Lattice, Mask, Whole

Counts: TypeAlias = tuple[int, int, int]
"""Reoffended, did not, reoffences."""


@dataclass(frozen=True)
class Earlier:
    """What earlier editions say, cells named by their nodes in the lattice's order, with the exact counts behind it.

    `shown` are the cells of the last edition; one that is not among them was hidden or not released in it. `once` are
    cells that some edition before it showed and the last does not, as they were told last.
    """

    shown: Mapping[tuple[str, ...], Counts]
    once: Mapping[tuple[str, ...], Counts] = field(default_factory=dict)


def _placed(cells: Mapping[tuple[str, ...], Counts], lattice: Lattice) -> tuple[Mask, list[Whole]]:
    """Return which cells of a lattice are among some, and their three counts (nought elsewhere)."""
    mask, counts = np.zeros(lattice.size, bool), [np.zeros(lattice.size, np.int64) for _ in range(3)]
    for cell in range(lattice.size):
        found = cells.get(tuple(lattice.names(cell).values()))
        if found is not None:
            mask[cell] = True
            for array, count in zip(counts, found, strict=True):
                array[cell] = count
    return mask, counts


class Carried:
    """The counts behind what an edition says, three arrays in `counts`: the new ones, or the earlier ones kept."""

    def __init__(self, lattice: Lattice, now: list[Whole], thresholds: Whole, earlier: Earlier) -> None:
        self.lattice, self.now, self.thresholds = lattice, now, thresholds
        self.shown_before, self.before = _placed(earlier.shown, lattice)
        self.once, self.then = _placed(earlier.once, lattice)
        self.moved = [self._far(number) for number in range(3)]

    @property
    def counts(self) -> list[Whole]:
        """Per count: the new value where it moved or was never shown, else the earlier one."""
        return [np.where(self.moved[i] | ~self.shown_before, self.now[i], self.before[i]) for i in range(3)]

    @property
    def told(self) -> tuple[Mask, Mask]:
        """For both counts of people: the cells of which any earlier edition told what is still nearly so."""
        return self._told(0), self._told(1)

    def _told(self, number: int) -> Mask:
        near: Mask = np.abs(self.now[number] - self.then[number]) < self.thresholds
        found: Mask = (self.shown_before & ~self._far(number)) | (self.once & near)
        return found

    def settle(self, shown: Mask) -> None:
        """Keep more of the earlier values until no line of shown cells says that few people moved in its remainder."""
        changed = True
        while changed:
            changed = sum(self._settle_line(number, shown) for number in range(3)) > 0

    def _far(self, number: int) -> Mask:
        found: Mask = self.shown_before & (np.abs(self.now[number] - self.before[number]) >= self.thresholds)
        return found

    def _settle_line(self, number: int, shown: Mask) -> bool:
        changed = False
        step = np.where(self.moved[number] & shown, self.now[number] - self.before[number], 0)
        for line in self.lattice.lines:
            if not shown[line.whole]:
                continue
            rest = step[line.whole] - sum(step[p] for p in line.parts if shown[p])
            if rest == 0 or abs(rest) >= self.thresholds[line.whole]:
                continue
            kept = [line.whole] if step[line.whole] else [p for p in line.parts if step[p]]
            self.moved[number][kept] = False
            step[kept] = 0
            changed = True
        return changed
