"""The panels that rooms offer for the slots of pages."""

from collections.abc import Iterator

from concerted.access.rooms import offering
from concerted.kernel.panels import Panel


def panels_of(slot: str) -> Iterator[Panel]:
    """Yield the panels that rooms offer for a slot, in their order."""
    found = [panel for room in offering("panels") for panel in room.PANELS if panel.slot == slot]
    yield from sorted(found, key=lambda panel: panel.order)
