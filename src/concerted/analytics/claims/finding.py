"""A finding: its heading is what was found."""

from dataclasses import dataclass
from enum import StrEnum


class Shows(StrEnum):
    """What stands beside a finding's sentences: nothing, the bar of the split, the table of repeats."""

    NOTHING = ""
    SPLIT = "split"
    REPEATS = "repeats"


@dataclass(frozen=True)
class Finding:
    """One finding: sentences before what it shows, and notes after it."""

    heading: str
    paragraphs: tuple[str, ...]
    shows: Shows = Shows.NOTHING
    notes: tuple[str, ...] = ()
