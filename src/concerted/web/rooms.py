"""Finds what rooms offer by name: `today.py`, `search.py`, `panels.py`; so that no lower room is told of an upper one."""

from collections.abc import Iterator
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from django.apps import apps


@lru_cache(maxsize=16)
def offers(module: str) -> tuple[ModuleType, ...]:
    """Return the modules of a name that installed rooms have, in the order of the rooms."""
    names = [f"{room.name}.{module}" for room in apps.get_app_configs() if room.name.startswith("concerted.")]
    return tuple(import_module(name) for name in names if find_spec(name))


def panels_of(slot: str) -> Iterator[object]:
    """Yield the panels that rooms offer for a slot, in their order."""
    found = [panel for module in offers("panels") for panel in module.PANELS if panel.slot == slot]
    yield from sorted(found, key=lambda panel: panel.order)
