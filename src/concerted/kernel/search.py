"""What a folder's `search.py` gives to the search page: `search(viewer, text, today) -> list[Found]`."""

from dataclasses import dataclass, field
from uuid import UUID


@dataclass(frozen=True)
class Found:
    """One thing found: its name, address and one grey line; `about` holds the ids that the audit row names.

    `reasons` say why it may be meant where it is not as asked; none means that it is. By `marks` (a filter's name to
    the values that this thing has) the page narrows what was found.
    """

    name: str
    href: str
    line: str
    about: list[UUID] = field(default_factory=list)
    reasons: tuple[str, ...] = ()
    marks: dict[str, tuple[str, ...]] = field(default_factory=dict)
