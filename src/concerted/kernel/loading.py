"""What the import hands to the folder that owns the data, and what it gets back."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from concerted.kernel.feeds import Feed


@dataclass(frozen=True)
class Stage:
    """The good rows of one file in a staging table, inside the transaction that loads them.

    `cursor` runs as the engine; `table` has the feed's columns and `row`; `today` is the day of the county. A loader
    adds to `left_out` how many rows it took out of the stage, since their person was erased.
    """

    cursor: Any
    table: str
    feed: Feed
    agency_id: int
    today: date
    left_out: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Loaded:
    """How many rows were new, changed and the same as before; a second sending of a file has only the last."""

    new: int
    changed: int
    same: int


Loader = Callable[[Stage], Loaded]
"""A room's `loading` package offers LOADERS: the name that a feed declares -> its loader."""
