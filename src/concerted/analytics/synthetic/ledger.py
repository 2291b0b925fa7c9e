"""What happened, written down as it happens: offences, custody, orders; arrays at the end."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from concerted.analytics.synthetic.calendar_days import Days
from concerted.analytics.synthetic.households import Bools, Ints


@dataclass
class Offences:
    """One offence an index, in order of month; `proven_on` and `disposal` are missing until a hearing."""

    career: Ints
    code: Ints
    committed_on: Days
    detected: Bools
    charged: Bools
    managed: Bools
    proven_on: Days
    disposal: Ints
    order_ends_on: Days


@dataclass
class Spells:
    """One stay in custody an index; `recalled` where it followed a recall and not a sentence."""

    career: Ints
    received_on: Days
    release_on: Days
    licence_ends_on: Days
    recalled: Bools


@dataclass
class Orders:
    """One court order or licence that probation supervises, an index; `kind` is a disposal."""

    career: Ints
    kind: Ints
    sentenced_on: Days
    starts_on: Days
    ends_on: Days


@dataclass
class Pages:
    """Growing columns: lists of arrays of equal length a page, joined when done."""

    columns: int
    parts: list[tuple[NDArray[np.int64], ...]] = field(default_factory=list)
    count: int = 0

    def add(self, *values: NDArray[np.int64] | NDArray[np.bool_]) -> NDArray[np.int64]:
        """Append a page and return the indices that its rows received."""
        page = tuple(np.asarray(each, dtype=np.int64) for each in values)
        self.parts.append(page)
        found = np.arange(self.count, self.count + len(page[0]), dtype=np.int64)
        self.count += len(page[0])
        return found

    def joined(self) -> list[NDArray[np.int64]]:
        """Return the columns as whole arrays."""
        if not self.parts:
            return [np.zeros(0, dtype=np.int64) for _ in range(self.columns)]
        return [np.concatenate(column) for column in zip(*self.parts, strict=True)]


def in_custody(spells: Spells, career: Ints, day: Days) -> Bools:
    """Return whether each career is in custody on a day, by the stay that began last before it."""
    if not len(spells.career):
        return np.zeros(len(career), dtype=np.bool_)
    order = np.lexsort((spells.received_on, spells.career))
    keys = spells.career[order] * 2_000_000 + spells.received_on[order] + 1_000_000
    found = np.searchsorted(keys, career * 2_000_000 + day + 1_000_000, side="right") - 1
    stay = order[np.maximum(found, 0)]
    inside: Bools = (found >= 0) & (spells.career[stay] == career) & (day < spells.release_on[stay])
    return inside
