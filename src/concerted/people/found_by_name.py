"""Finds what upper rooms offer to a person's page by a module's name, so that this room is told of none of them."""

from collections.abc import Iterator
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from uuid import UUID

from django.apps import apps

from concerted.kernel.viewer import Viewer
from concerted.people.story.lines import StoryLine


@lru_cache(maxsize=8)
def offering(module: str) -> tuple[ModuleType, ...]:
    """Return the modules of a name that installed rooms have, in the order of the rooms."""
    names = [f"{room.name}.{module}" for room in apps.get_app_configs() if room.name.startswith("concerted.")]
    return tuple(import_module(name) for name in names if find_spec(name))


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
