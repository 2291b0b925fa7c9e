"""The linked tables of a release as one set of cells: every combination of labels and totals, and how they add.

A cell's people either reoffended or did not; these two counts add along every line of every table, and all else that is
published follows from them. All arrays here are over the cells in one fixed order.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, combinations, product
from math import prod

import numpy as np
import numpy.typing as npt

Whole = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

TOTAL = "total"
"""The label of a total in the dimension that it is over."""


@dataclass(frozen=True)
class Dimension:
    """A dimension's labels, and the sums over some of them that are published too (a total, a year)."""

    name: str
    labels: tuple[str, ...]
    sums: tuple[tuple[str, tuple[int, ...]], ...]

    @property
    def nodes(self) -> tuple[str, ...]:
        """Labels, then sums."""
        return (*self.labels, *(label for label, _ in self.sums))

    @property
    def matrix(self) -> Whole:
        """One row for each node, one column for each label: 1 where the label is part of the node."""
        found = np.zeros((len(self.nodes), len(self.labels)), np.int64)
        found[: len(self.labels)] = np.eye(len(self.labels), dtype=np.int64)
        for row, (_, members) in enumerate(self.sums, len(self.labels)):
            found[row, list(members)] = 1
        return found


def totalled(name: str, labels: Sequence[str]) -> Dimension:
    """Return a dimension whose one sum is its total."""
    return Dimension(name, tuple(labels), ((TOTAL, tuple(range(len(labels)))),))


@dataclass(frozen=True)
class Line:
    """A cell and the cells that add up to it."""

    whole: int
    parts: tuple[int, ...]


@dataclass(frozen=True)
class Block:
    """Cells that are counted by themselves, and how every cell of the tables they carry adds up from them.

    `cells` are the positions of the rows of `sums`, `atoms` those of its columns.
    """

    cells: Whole
    atoms: Whole
    sums: Whole


@dataclass(frozen=True)
class Lattice:
    """All cells of tables that are published together: `tables` names the dimensions of each, their totals included.

    `spine` dimensions (time) belong to every table.
    """

    dimensions: tuple[Dimension, ...]
    tables: frozenset[frozenset[str]]
    spine: frozenset[str] = frozenset()

    @property
    def shape(self) -> tuple[int, ...]:
        """How many nodes each dimension has."""
        return tuple(len(d.nodes) for d in self.dimensions)

    @property
    def size(self) -> int:
        """How many cells there are, published or not."""
        return prod(self.shape)

    def names(self, cell: int) -> dict[str, str]:
        """The nodes of a cell by dimension."""
        where = np.unravel_index(cell, self.shape)
        return {d.name: d.nodes[int(i)] for d, i in zip(self.dimensions, where, strict=True)}

    @cached_property
    def levels(self) -> list[frozenset[str]]:
        """For each cell the dimensions, spine aside, in which it is not a sum."""
        detailed = [[i < len(d.labels) for i in range(len(d.nodes))] for d in self.dimensions]
        names = [d.name for d in self.dimensions]
        return [
            frozenset(n for n, fine in zip(names, which, strict=True) if fine and n not in self.spine)
            for which in product(*detailed)
        ]

    @cached_property
    def published(self) -> Mask:
        """Which cells stand in any of the tables."""
        wanted = closed(self.tables)
        return np.array([level in wanted for level in self.levels], bool)

    @cached_property
    def lines(self) -> list[Line]:
        """Every line of every table."""
        cells = np.arange(self.size).reshape(self.shape)
        found = []
        for axis, dimension in enumerate(self.dimensions):
            turned = np.moveaxis(cells, axis, -1).reshape(-1, len(dimension.nodes))
            for offset, (_, members) in enumerate(dimension.sums, len(dimension.labels)):
                for row in turned:
                    parts = row[list(members)]
                    if self.published[parts].all():
                        found.append(Line(int(row[offset]), tuple(int(p) for p in parts)))
        return found

    @cached_property
    def nested(self) -> list[tuple[Whole, Whole]]:
        """Pairs of cells, one within the other across more than one dimension: arrays of inner and outer cells."""
        inside = [
            [(j, i) for i in range(len(d.nodes)) for j in range(len(d.nodes)) if i != j and within(d.matrix, j, i)]
            for d in self.dimensions
        ]
        same = [[(i, i) for i in range(len(d.nodes))] for d in self.dimensions]
        found = []
        for moved in chain.from_iterable(
            combinations(range(len(self.dimensions)), n) for n in range(2, len(self.dimensions) + 1)
        ):
            pairs = [inside[a] if a in moved else same[a] for a in range(len(self.dimensions))]
            if all(pairs):
                inner = _positions([[p for p, _ in each] for each in pairs], self.shape)
                outer = _positions([[p for _, p in each] for each in pairs], self.shape)
                both = self.published[inner] & self.published[outer] & (self.breadth[inner] < self.breadth[outer])
                found.append((inner[both], outer[both]))
        return found

    @cached_property
    def breadth(self) -> Whole:
        """Of how many combinations of labels each cell is the sum."""
        return self.summed(np.ones([len(d.labels) for d in self.dimensions], np.int64))

    @cached_property
    def blocks(self) -> list[Block]:
        """The largest tables, of which every cell is a sum; one of all dimensions where these would not be enough.

        Tables that hang together like a tree can always be filled from a common population when their shared totals
        agree; others (area by sex, sex by age, area by age) cannot, and are seen as sums of their full cross.
        """
        largest = [t for t in closed(self.tables) if not any(t < other for other in closed(self.tables))]
        if not hangs_like_a_tree(largest):
            largest = [frozenset().union(*largest)]
        return [self._block(table) for table in sorted(largest, key=sorted)]

    def _block(self, table: frozenset[str]) -> Block:
        rows, columns, matrix = [], [], np.ones((1, 1), np.int64)
        for d in self.dimensions:
            kept = d.name in table or d.name in self.spine
            rows.append(list(range(len(d.nodes))) if kept else [len(d.labels)])
            columns.append(list(range(len(d.labels))) if kept else [len(d.labels)])
            matrix = np.kron(matrix, d.matrix if kept else np.ones((1, 1), np.int64))
        return Block(_positions(rows, self.shape), _positions(columns, self.shape), matrix)

    def summed(self, labels: Whole) -> Whole:
        """Return the counts of all cells from those of the full cross of labels (an array with a dimension each)."""
        counts = labels
        for axis, dimension in enumerate(self.dimensions):
            counts = np.moveaxis(np.tensordot(dimension.matrix, counts, axes=(1, axis)), 0, axis)
        return counts.reshape(-1)


def within(matrix: Whole, inner: int, outer: int) -> bool:
    """Say whether all labels of one node belong to another."""
    return bool((matrix[inner] <= matrix[outer]).all())


def closed(tables: frozenset[frozenset[str]]) -> frozenset[frozenset[str]]:
    """Return the tables with all tables of their totals."""
    return frozenset(
        frozenset(part) for table in tables for n in range(len(table) + 1) for part in combinations(table, n)
    )


def hangs_like_a_tree(tables: Sequence[frozenset[str]]) -> bool:
    """Say whether sets of dimensions form an acyclic hypergraph (Graham's reduction ends with nothing)."""
    left = [set(t) for t in tables]
    changed = True
    while changed:
        changed = False
        for table in left:
            alone = {n for n in table if sum(n in other for other in left) == 1}
            changed = changed or bool(alone)
            table -= alone
        for table in list(left):
            others = [other for other in left if other is not table]
            if not table or any(table <= other for other in others):
                left = others
                changed = changed or bool(others)
    return not left or len(left) == 1 and not left[0]


def _positions(choices: Sequence[Sequence[int]], shape: tuple[int, ...]) -> Whole:
    grids = np.meshgrid(*(np.array(c, np.int64) for c in choices), indexing="ij")
    return np.ravel_multi_index([g.reshape(-1) for g in grids], shape).astype(np.int64)


def years_of(quarters: Sequence[str], years: Mapping[str, Sequence[str]]) -> Dimension:
    """Return the dimension of time: quarters, and the years that are sums of some of them.

    Raises ValueError when a year is made of a quarter that is not there.
    """
    missing = sorted({q for members in years.values() for q in members} - set(quarters))
    if missing:
        raise ValueError(f"A year needs {', '.join(missing)}, of which there are no cells.")
    sums = tuple((year, tuple(quarters.index(q) for q in members)) for year, members in years.items())
    return Dimension("quarter", tuple(quarters), sums)


def every_cell(lattice: Lattice) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the published cells with their names."""
    for cell in np.flatnonzero(lattice.published):
        yield int(cell), lattice.names(int(cell))
