"""What a folder's `search.py` gives to the search page: `search(viewer, text, today) -> list[Found]`."""

from dataclasses import dataclass, field
from uuid import UUID


@dataclass(frozen=True)
class Found:
    """One thing found: its name, address and one grey line; `about` holds the ids that the audit row names."""

    name: str
    href: str
    line: str
    about: list[UUID] = field(default_factory=list)
