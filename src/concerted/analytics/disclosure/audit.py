"""The proof before a release: for every small count that is hidden, two tables that a reader cannot tell from the true
one: one in which it is nought (or no more than its shown parts), and one in which it reaches the threshold.

The reader is taken to be stronger than any real one: to know every shown count as it was before rounding. The two
counts of people, who reoffended and who did not, are proved apart, since whatever is shown or hidden is so for both.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from concerted.analytics.disclosure.lattice import Block, Lattice, Mask, Whole
from concerted.analytics.disclosure.polytope import Infeasible, Polytope, Real

SLACK = 1e-6
"""A count within a millionth of nought or of the threshold has reached it."""


@dataclass(frozen=True)
class Target:
    """A sum of hidden cells that is below the threshold: one cell, or what a line leaves beside its shown parts."""

    cells: tuple[int, ...]
    threshold: int


@dataclass(frozen=True)
class Found:
    """A target of which a reader could learn that it is above nought, or that it is below the threshold."""

    target: Target
    reaches_nought: bool
    reaches_threshold: bool


def found_out(lattice: Lattice, counts: Whole, known: Mask, thresholds: Whole) -> list[Found]:
    """Return the small counts that a reader who knows the cells `known` could bound more closely than 0 to threshold.

    `counts` is one count of people over all cells; empty when everything small is proved safe.
    """
    targets = list(small(lattice, counts, known, thresholds))
    if not targets:
        return []
    system = _System(lattice, counts, known)
    try:
        return system.search(targets)
    except Infeasible:
        return [Found(target, False, False) for target in targets]


def small(lattice: Lattice, counts: Whole, known: Mask, thresholds: Whole) -> Iterator[Target]:
    """Yield what must not be found: published cells that are not known, and what is left of lines, below threshold."""
    seen: set[tuple[int, ...]] = set()
    hidden = lattice.published & ~known
    for cell in np.flatnonzero(hidden & (counts < thresholds)):
        seen.add((int(cell),))
        yield Target((int(cell),), int(thresholds[cell]))
    for line in lattice.lines:
        rest = tuple(p for p in line.parts if not known[p])
        if not rest or rest in seen or known[line.whole]:
            continue
        threshold = int(thresholds[list(rest)].max())
        if counts[list(rest)].sum() < threshold:
            seen.add(rest)
            yield Target(rest, threshold)


class _System:
    """What a reader knows as equations between the unknown cells of the largest tables."""

    def __init__(self, lattice: Lattice, counts: Whole, known: Mask) -> None:
        self.counts, self.known = counts, known
        self.blocks = lattice.blocks
        offsets = np.cumsum([0, *(len(b.atoms) for b in self.blocks)])
        self.width = int(offsets[-1])
        self.offsets = offsets[:-1]
        self.unknown = ~known[np.concatenate([b.atoms for b in self.blocks])]
        self.truth = counts[np.concatenate([b.atoms for b in self.blocks])].astype(np.float64)
        self.home: dict[int, tuple[int, int]] = {}
        rows = [row for number, block in enumerate(self.blocks) for row in self._told(number, block)]
        rows += [row for pair in combinations(range(len(self.blocks)), 2) for row in self._shared(*pair)]
        a = np.array(rows, np.float64).reshape(-1, self.width)[:, self.unknown]
        a = np.unique(a[np.abs(a).sum(axis=1) > 0], axis=0)
        self.free = ~np.abs(a).any(axis=0) if len(a) else np.ones(a.shape[1], bool)
        self.alike, self.kinds = _alike(a)
        self.a = a[:, self.kinds] if len(self.kinds) else a[:, :0]
        b = a @ self.truth[self.unknown]
        self.a[b < 0] *= -1
        self.b = np.abs(b)

    def _row(self, number: int, row: int) -> Real:
        full = np.zeros(self.width)
        block = self.blocks[number]
        full[self.offsets[number] : self.offsets[number] + len(block.atoms)] = block.sums[row]
        return full

    def _told(self, number: int, block: Block) -> Iterator[Real]:
        """The sums that are known."""
        for row, cell in enumerate(block.cells):
            self.home.setdefault(int(cell), (number, row))
            if self.known[cell]:
                yield self._row(number, row)

    def _shared(self, one: int, other: int) -> Iterator[Real]:
        """Two tables agree in the totals that they share, shown or not."""
        rows = {int(cell): row for row, cell in enumerate(self.blocks[other].cells)}
        for row, cell in enumerate(self.blocks[one].cells):
            if int(cell) in rows and not self.known[cell]:
                yield self._row(one, row) - self._row(other, rows[int(cell)])

    def search(self, targets: list[Target]) -> list[Found]:
        """Try to bring every target to nought and to its threshold; return those that cannot be brought there."""
        weights = np.array([sum(self._row(*self.home[c]) for c in t.cells) for t in targets])
        fixed = weights[:, ~self.unknown] @ self.truth[~self.unknown]
        weights = weights[:, self.unknown]
        wanted = np.array([t.threshold for t in targets], np.float64)
        high, low = _merged(weights, self.alike, len(self.kinds))
        up = (weights[:, self.free] > 0).any(axis=1) | (fixed >= wanted)
        down = (low == 0).all(axis=1)
        if len(self.a):
            self._walk(high, low, wanted - fixed, (up, down))
        return [Found(t, bool(d), bool(u)) for t, u, d in zip(targets, up, down, strict=True) if not (u and d)]

    def _walk(self, high: Real, low: Real, wanted: Real, reached: tuple[Mask, Mask]) -> None:
        """Walk from corner to corner; every checked table on the way counts for all targets."""
        up, down = reached
        reader = Polytope(self.a, self.b)

        def look(table: Real) -> None:
            if reader.holds(table):
                np.logical_or(up, high @ table >= wanted - SLACK, out=up)
                np.logical_or(down, low @ table <= SLACK, out=down)

        look(reader.corner)
        for number in range(len(high)):
            if not up[number]:
                look(reader.climb(high[number], wanted[number])[0])
            if not down[number]:
                look(reader.climb(-low[number], 0.0)[0])


def _alike(a: Real) -> tuple[Whole, Whole]:
    """Put unknowns that stand in the same equations together: the kind of each (-1: in none), a first of each kind."""
    if not a.size:
        return np.full(a.shape[1], -1, np.int64), np.array([], np.int64)
    _, first, kind = np.unique(a, axis=1, return_index=True, return_inverse=True)
    kind = kind.reshape(-1)
    empty = ~np.abs(a[:, first]).any(axis=0)
    number = np.cumsum(~empty) - 1
    number[empty] = -1
    return number[kind].astype(np.int64), first[~empty].astype(np.int64)


def _merged(weights: Real, alike: Whole, kinds: int) -> tuple[Real, Real]:
    """Return the weights of kinds: the largest of any member (mass can gather there), and the smallest."""
    high, low = np.zeros((len(weights), kinds)), np.full((len(weights), kinds), np.inf)
    for member, kind in enumerate(alike):
        if kind >= 0:
            np.maximum(high[:, kind], weights[:, member], out=high[:, kind])
            np.minimum(low[:, kind], weights[:, member], out=low[:, kind])
    return high, np.where(np.isinf(low), 0, low)
