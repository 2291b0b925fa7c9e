"""Finds what rooms offer by a module name such as `today.py`, so that no lower room names an upper one."""

from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from django.apps import apps


@lru_cache(maxsize=32)
def offering(module: str) -> tuple[ModuleType, ...]:
    """Return the modules of a name that installed rooms have, in the order of the rooms."""
    names = [f"{room.name}.{module}" for room in apps.get_app_configs() if room.name.startswith("concerted.")]
    return tuple(import_module(name) for name in names if find_spec(name))
