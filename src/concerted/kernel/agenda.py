"""The lines that a folder offers to *Today*: what to decide, what to chase, what is coming."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from concerted.kernel.viewer import Viewer

Part = Literal["decide", "chase", "coming"]


@dataclass(frozen=True)
class Line:
    """One thing that needs the reader: when, who, what, and the one act that comes next.

    `group` gathers lines under a heading (the agency of a chased action; "Out of prison by 17 March").
    """

    part: Part
    due_on: date | None
    who: str
    href: str
    what: str
    act: str = ""
    act_href: str = ""
    group: str = ""
    tag: str = ""
    tag_kind: str = "neutral"
    order: int = 0


@dataclass(frozen=True)
class Agenda:
    """All that a folder has for a viewer's Today: its lines, one sentence of news, acts, and who is up to date."""

    lines: list[Line] = field(default_factory=list)
    news: list[str] = field(default_factory=list)
    acts: list[tuple[str, str]] = field(default_factory=list)
    quiet: list[str] = field(default_factory=list)
    heading: str = ""


Query = Callable[[Viewer, date, date], Agenda]
"""A folder's `today.py` offers `agenda(viewer, today, last_working_day) -> Agenda`."""
