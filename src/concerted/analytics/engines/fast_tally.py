"""What one thread of the engine `fast` counts over the members of its shards, and the table that comes of it."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from concerted.analytics.engines.cells import COUNTS, DIMENSIONS, added
from concerted.analytics.engines.extract import Extract
from concerted.analytics.engines.fast_calendar import after, bands, day_number, quarter_ends
from concerted.analytics.engines.fast_following import Followed, Follower
from concerted.analytics.engines.fast_kernel import FREE, add, move
from concerted.analytics.measures.specification import Specification

Numbers: TypeAlias = npt.NDArray[Any]

ROWS_AT_FIRST = 2**16
"""Rows of a hash table to begin with, at least 4; it grows by doubling."""


class Tally(Protocol):
    """Counts members; tables of tallies that share no person add up."""

    def add(self, followed: Followed) -> None:
        """Count the members of one shard."""

    def table(self) -> pa.Table:
        """Return what was counted."""


class CellTally:
    """Counts the cells in a hash table, which holds no more than those that somebody stands in."""

    def __init__(self, spec: Specification, extract: Extract, follower: Follower) -> None:
        self._naming = _Naming(spec, extract, follower)
        self._cells = _free(ROWS_AT_FIRST)

    def add(self, followed: Followed) -> None:
        """Count the members of one shard."""
        done = add(followed.members, 0, followed.rows, followed.area_codes, self._cells)
        while done < followed.rows:
            larger = _free(2 * len(self._cells))
            move(self._cells, larger)
            self._cells = larger
            done = add(followed.members, done, followed.rows, followed.area_codes, self._cells)

    def table(self) -> pa.Table:
        """Return the cells, with names in place of numbers."""
        cells = self._cells[self._cells[:, 0] != FREE]
        keys = cells[:, 0]
        numbers = {
            "area": keys >> 39,
            "quarter": keys >> 19 & 0xFFFFF,
            "age_band": keys >> 9 & 0x3FF,
            "sex": keys & 0x1FF,
        }
        columns = {name: self._naming.named(name, values) for name, values in numbers.items()}
        columns |= {name: pa.array(cells[:, place]) for place, name in enumerate(COUNTS, start=1)}
        return pa.table(columns | {"provisional": self._naming.provisional(numbers["quarter"])})


class TimeTally:
    """Counts members by the days to their first reoffence, or to where they were censored."""

    def __init__(self, spec: Specification, extract: Extract, follower: Follower) -> None:
        self._naming = _Naming(spec, extract, follower)
        self._spec = spec
        self._known_until = day_number(spec.waiting.last_before(extract.as_at))
        self._sum = _Sum((*DIMENSIONS, "days"), ("reoffended", "censored"))

    def add(self, followed: Followed) -> None:
        """Count the members of one shard."""
        index_on = followed.members.index_on[: followed.rows]
        first_on = followed.members.first_on[: followed.rows]
        watched_until = np.minimum(after(index_on, self._spec.follow_up), self._known_until)
        again = first_on <= watched_until
        until = np.where(again, first_on, np.maximum(index_on, watched_until))
        counted = {"days": until - index_on, "reoffended": again, "censored": ~again}
        self._sum.add(_numbers(followed, DIMENSIONS) | counted)

    def table(self) -> pa.Table:
        """Return the counts, with names in place of numbers."""
        found = self._sum.table()
        return self._naming.renamed(found).append_column(
            "provisional", self._naming.provisional(found["quarter"].to_numpy())
        )


class RepeatTally:
    """Counts, in the year that ends with a quarter, persons by how often they stand in a cell and reoffended."""

    def __init__(
        self, spec: Specification, extract: Extract, follower: Follower, *, ending: str, by: Sequence[str]
    ) -> None:
        self._naming = _Naming(spec, extract, follower)
        self._by = tuple(by)
        self._last_quarter = int(ending[:4]) * 4 + int(ending[5]) - 1
        self._sum = _Sum((*self._by, "n", "r"), ("persons",))

    def add(self, followed: Followed) -> None:
        """Count the members of one shard."""
        quarters = followed.members.quarter[: followed.rows]
        within = (quarters > self._last_quarter - 4) & (quarters <= self._last_quarter)
        entries = _numbers(followed, self._by) | {
            "person": followed.members.person[: followed.rows],
            "n": np.ones(followed.rows, np.int64),
            "r": followed.members.reoffences[: followed.rows] > 0,
        }
        once = _summed({name: values[within] for name, values in entries.items()}, (*self._by, "person"), ("n", "r"))
        persons = {name: once[name].to_numpy() for name in (*self._by, "n", "r")}
        self._sum.add(persons | {"persons": np.ones(len(once), np.int64)})

    def table(self) -> pa.Table:
        """Return the counts, with names in place of numbers."""
        return self._naming.renamed(self._sum.table())


class _Sum:
    """Adds up tables of whole numbers, the larger ones seldom."""

    def __init__(self, by: tuple[str, ...], counts: tuple[str, ...]) -> None:
        self._by, self._counts = by, counts
        self._whole = _summed({name: np.empty(0, np.int64) for name in (*by, *counts)}, by, counts)
        self._parts: list[pa.Table] = []

    def add(self, columns: Mapping[str, Numbers]) -> None:
        self._parts.append(_summed(columns, self._by, self._counts))
        if sum(map(len, self._parts)) > len(self._whole):
            self.table()

    def table(self) -> pa.Table:
        self._whole = added([self._whole, *self._parts], by=self._by, counts=self._counts)
        self._parts = []
        return self._whole


class _Naming:
    """Turns the numbers of one follower's dimensions into their names."""

    def __init__(self, spec: Specification, extract: Extract, follower: Follower) -> None:
        self._spec, self._as_at, self._follower = spec, extract.as_at, follower

    def named(self, name: str, numbers: Numbers) -> pa.Array:
        """Return the names of the numbers of a dimension."""
        if name == "quarter":
            listed, places = np.unique(numbers, return_inverse=True)
            return pa.array([f"{number // 4}Q{number % 4 + 1}" for number in listed], pa.string()).take(places)
        names = {
            "area": ["unassigned" if word is None else word for word in self._follower.areas],
            "sex": ["not known" if word is None else word for word in self._follower.sexes],
            "age_band": bands(self._spec),
        }
        return pa.array(names[name], pa.string()).take(pa.array(numbers))

    def renamed(self, table: pa.Table) -> pa.Table:
        """Return a table in which dimensions have names in place of numbers."""
        for place, name in enumerate(table.column_names):
            if name in DIMENSIONS:
                table = table.set_column(place, name, self.named(name, table[name].to_numpy()))
        return table

    def provisional(self, quarters: Numbers) -> pa.Array:
        """Say of quarters by their numbers whether their follow-up and waiting time are over by the as-at date."""
        ends_on = after(quarter_ends(quarters), self._spec.proven_within)
        return pa.array(ends_on > day_number(self._as_at))


def _numbers(followed: Followed, names: Sequence[str]) -> dict[str, Numbers]:
    members = followed.members
    found = {
        "area": followed.area_codes[members.area[: followed.rows]],
        "quarter": members.quarter[: followed.rows],
        "age_band": members.band[: followed.rows],
        "sex": members.sex[: followed.rows],
    }
    return {name: found[name] for name in names}


def _summed(columns: Mapping[str, Numbers], by: tuple[str, ...], counts: tuple[str, ...]) -> pa.Table:
    table = pa.table({name: np.asarray(values, np.int64) for name, values in columns.items()})
    return added([table], by=by, counts=counts)


def _free(rows: int) -> npt.NDArray[np.int64]:
    cells = np.zeros((rows, 1 + len(COUNTS)), np.int64)
    cells[:, 0] = FREE
    return cells
