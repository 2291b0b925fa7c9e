"""Slots on lower pages that upper folders fill, so that a person's page shows cases without knowing them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from concerted.kernel.viewer import Viewer


@dataclass(frozen=True)
class Panel:
    """A side-column section: the page's slot, its order, a template and the query that fills it.

    The query takes the viewer, today's day and the slot's subject (a person's id, say) and returns the template's
    context, or None when there is nothing to show; a folder offers its panels as PANELS in `panels.py`.
    """

    slot: str
    order: int
    template: str
    query: Callable[[Viewer, date, Any], dict[str, Any] | None]
    permission: str = ""
