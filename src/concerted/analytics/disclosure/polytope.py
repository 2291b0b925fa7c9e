"""All tables that a reader could believe in: counts of nought or more that add up to what is known.

A small dense simplex. Its answers are taken as proof only by the tables that it exhibits, each checked against the
equations anew (`Polytope.holds`), so that a fault in the search hides more and never less.
"""

from contextlib import suppress

import numpy as np
import numpy.typing as npt

Real = npt.NDArray[np.float64]

EPS = 1e-9
_PATIENCE = 40
"""Steps without progress after which the choice of the next step follows Bland's rule, which cannot cycle."""


class Infeasible(ValueError):
    """The equations have no solution of noughts or more."""


class Polytope:
    """The vectors z >= 0 with `a @ z == b`; stands at one corner and walks to others."""

    def __init__(self, a: Real, b: Real) -> None:
        """Find a corner. Raises Infeasible when there is none; b is nought or more."""
        self.a, self.b = a, b
        rows, self.width = a.shape
        self.tableau = np.concatenate([a, b[:, None]], axis=1).astype(np.float64)
        self.basis, self.kept = np.full(rows, -1, np.int64), np.arange(rows)
        self._enter()

    @property
    def corner(self) -> Real:
        """The vector at which it stands."""
        found = np.zeros(self.width)
        found[self.basis] = self.tableau[:, -1]
        return found

    def holds(self, z: Real) -> bool:
        """Say whether a vector is nought or more and meets the equations, within a millionth of a person."""
        return bool((z >= -1e-7).all() and (np.abs(self.a @ z - self.b) <= 1e-6).all())

    def climb(self, weights: Real, until: float) -> tuple[Real, bool]:
        """Walk to where `weights @ z` is largest, or at least `until`; return that vector and whether it gets there.

        Where it grows without end the vector returned lies on the way, at `until` or beyond.
        """
        stuck = 0
        while weights @ self.corner < until - EPS:
            gain = weights - weights[self.basis] @ self.tableau[:, :-1]
            gain[self.basis] = 0
            column = self._next(gain, bland=stuck > _PATIENCE)
            if column is None:
                return self.corner, False
            row = self._leaving(column)
            if row is None:
                return self._beyond(column, weights, until), True
            stuck = 0 if self.tableau[row, -1] > EPS * self.tableau[row, column] else stuck + 1
            self._pivot(row, column)
        return self.corner, True

    def prices(self, weights: Real) -> Real:
        """What the weighted sum would gain by one more of each equation, at the corner where it stands.

        All nought where that is too near to undefined to say.
        """
        found = np.zeros(len(self.a))
        with suppress(np.linalg.LinAlgError):
            found[self.kept] = np.linalg.solve(self.a[np.ix_(self.kept, self.basis)].T, weights[self.basis])
        return found

    def _enter(self) -> None:
        stuck = 0
        while (artificial := self.basis < 0).any():
            short = self.tableau[artificial, -1].sum()
            gain = self.tableau[artificial, :-1].sum(axis=0)
            gain[self.basis[~artificial]] = 0
            column = self._next(gain, bland=stuck > _PATIENCE) if short > 1e-7 else None
            if column is None:
                break
            row = self._leaving(column)
            if row is None:
                raise Infeasible("The search lost its way.")
            stuck = 0 if self.tableau[row, -1] > EPS else stuck + 1
            self._pivot(row, column)
        if self.tableau[self.basis < 0, -1].sum() > 1e-6:
            raise Infeasible("Nothing meets the equations.")
        self._leave_out_repeats()

    def _leave_out_repeats(self) -> None:
        """Pivot what stands in no column into one; an equation that has none follows from the others."""
        for row in np.flatnonzero(self.basis < 0):
            found = np.flatnonzero(np.abs(self.tableau[row, :-1]) > 1e-7)
            if found.size:
                self._pivot(int(row), int(found[np.argmax(np.abs(self.tableau[row, found]))]))
        kept = self.basis >= 0
        self.tableau, self.basis, self.kept = self.tableau[kept], self.basis[kept], np.flatnonzero(kept)

    def _next(self, gain: Real, *, bland: bool) -> int | None:
        better = np.flatnonzero(gain > 1e-7)
        if not better.size:
            return None
        return int(better[0]) if bland else int(better[np.argmax(gain[better])])

    def _leaving(self, column: int) -> int | None:
        rates = self.tableau[:, column]
        rows = np.flatnonzero(rates > 1e-7)
        if not rows.size:
            return None
        reach = self.tableau[rows, -1] / rates[rows]
        nearest = rows[reach <= reach.min() + EPS]
        return int(nearest[np.argmin(self.basis[nearest])])

    def _beyond(self, column: int, weights: Real, until: float) -> Real:
        along = np.zeros(self.width)
        along[column] = 1
        along[self.basis] = -self.tableau[:, column]
        here = self.corner
        found: Real = here + along * (until - weights @ here) / (weights @ along)
        return found

    def _pivot(self, row: int, column: int) -> None:
        self.tableau[row] /= self.tableau[row, column]
        rates = self.tableau[:, column].copy()
        rates[row] = 0
        touched = np.flatnonzero(np.abs(rates) > 1e-12)
        self.tableau[touched] -= rates[touched, None] * self.tableau[row]
        self.tableau[:, -1][np.abs(self.tableau[:, -1]) < EPS] = 0
        self.basis[row] = column
