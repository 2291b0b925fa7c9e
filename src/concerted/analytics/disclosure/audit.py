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

EXPLAINED = 25
"""For so many targets that are not safe it is worked out at once what would help; the rest waits for the next round."""


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
    helps: tuple[int, ...] = ()
    """Known cells whose hiding would widen what a reader must believe possible (from the prices of the equations)."""


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
        self.offsets = np.cumsum([0, *(len(b.atoms) for b in self.blocks)])
        self.width = int(self.offsets[-1])
        self.atoms = np.concatenate([b.atoms for b in self.blocks])
        self.unknown = ~known[self.atoms]
        self.truth = counts[self.atoms].astype(np.float64)
        self.home: dict[int, tuple[int, int]] = {}
        for number, block in enumerate(self.blocks):
            for row, cell in enumerate(block.cells):
                self.home.setdefault(int(cell), (number, row))
        told = [each for number, block in enumerate(self.blocks) for each in self._told(number, block)]
        told += [each for pair in combinations(range(len(self.blocks)), 2) for each in self._shared(*pair)]
        self.of = np.array([cell for cell, _ in told], np.int64)
        self.rows = np.array([row for _, row in told], np.float64).reshape(-1, self.width)
        a = self.rows[:, self.unknown]
        self.alike, self.kinds = _alike(a)
        self.free = self.alike < 0
        self.a, self.b = a[:, self.kinds], a @ self.truth[self.unknown]
        self.a[self.b < 0] *= -1
        self.b = np.abs(self.b)

    def _row(self, number: int, row: int) -> Real:
        full = np.zeros(self.width)
        full[self.offsets[number] : self.offsets[number + 1]] = self.blocks[number].sums[row]
        return full

    def _told(self, number: int, block: Block) -> Iterator[tuple[int, Real]]:
        """The sums that are known and say something of what is not, with their cells."""
        for row, cell in enumerate(block.cells):
            if self.known[cell]:
                full = self._row(number, row)
                if full[self.unknown].any():
                    yield int(cell), full

    def _shared(self, one: int, other: int) -> Iterator[tuple[int, Real]]:
        """Two tables agree in the totals that they share, shown or not."""
        rows = {int(cell): row for row, cell in enumerate(self.blocks[other].cells)}
        for row, cell in enumerate(self.blocks[one].cells):
            if int(cell) in rows and not self.known[cell]:
                yield -1, self._row(one, row) - self._row(other, rows[int(cell)])

    def search(self, targets: list[Target]) -> list[Found]:
        """Try to bring every target to nought and to its threshold; return those that cannot be brought there."""
        weights = np.array([sum(self._row(*self.home[c]) for c in t.cells) for t in targets])
        fixed = weights[:, ~self.unknown] @ self.truth[~self.unknown]
        wanted = np.array([t.threshold for t in targets], np.float64) - fixed
        unknown = weights[:, self.unknown]
        high, low = _merged(unknown, self.alike, len(self.kinds))
        up = (unknown[:, self.free] > 0).any(axis=1) | (wanted <= 0)
        down = (low == 0).all(axis=1)
        if not len(self.a) or (up & down).all():
            return []
        reader = Polytope(self.a, self.b)
        _walk(reader, high, low, wanted, (up, down))
        found: list[Found] = []
        for number in np.flatnonzero(~(up & down)):
            helps: tuple[int, ...] = ()
            if len(found) < EXPLAINED:
                helps = self._helps(reader, high[number] if not up[number] else -low[number], weights[number])
            found.append(Found(targets[number], bool(down[number]), bool(up[number]), helps))
        return found

    def _helps(self, reader: Polytope, weights: Real, full: Real) -> tuple[int, ...]:
        """The known cells that have a price at the corner where the weights are largest."""
        reader.climb(weights, np.inf)
        prices = reader.prices(weights)
        sums = self.of[(np.abs(prices) > SLACK) & (self.of >= 0)]
        signs = np.where((self.rows[:, self.unknown] @ self.truth[self.unknown]) < 0, -1, 1)
        worth = np.sign(weights.sum()) * full - (prices * signs) @ self.rows
        alone = self.atoms[~self.unknown & (np.abs(worth) > SLACK)]
        return tuple(dict.fromkeys(int(c) for c in (*sums, *alone)))


def _walk(reader: Polytope, high: Real, low: Real, wanted: Real, reached: tuple[Mask, Mask]) -> None:
    """Walk from corner to corner; every checked table on the way counts for all targets."""
    up, down = reached

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
