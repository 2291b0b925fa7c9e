"""Finds what upper rooms offer to a person's page by a module's name, so that this room is told of none of them."""

from collections.abc import Iterator
from uuid import UUID

from concerted.access.rooms import offering
from concerted.kernel.viewer import Viewer
from concerted.people.story.lines import StoryLine


def persons_of_interest(viewer: Viewer) -> set[UUID]:
    """Return the persons whom programmes work with, as far as the viewer may see: `interest.py` of other rooms."""
    found: set[UUID] = set()
    for room in offering("interest"):
        found |= room.persons_of_interest(viewer)
    return found


def lines_of_others(viewer: Viewer, person: UUID) -> Iterator[StoryLine]:
    """Yield what other rooms tell of a person: `happenings.py` offers `lines(viewer, person_id) -> list[StoryLine]`."""
    for room in offering("happenings"):
        yield from room.lines(viewer, person)
