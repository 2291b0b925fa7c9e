"""What a room gives to the answer that somebody receives who asks what an agency holds about them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from concerted.kernel.viewer import Viewer


@dataclass(frozen=True)
class Entry:
    """One thing that is held: its category, a heading, and the words that a person can read; on which day, if on one.

    `source` says who recorded it. `names` are words in the text that name somebody else or a member of staff.
    """

    category: str
    heading: str
    text: str
    source: str
    on: date | None = None
    names: tuple[str, ...] = ()


Collect = Callable[[Viewer, list[UUID]], list[Entry]]
"""A room's `subject_access.py` offers `entries(viewer, records)`: what its own agency holds of its own records, and of
no victim's category (S2)."""
