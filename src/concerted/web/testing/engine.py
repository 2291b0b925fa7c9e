"""Runs what only the engine's process may run, inside a test's transaction and under the engine's role."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections


@contextmanager
def as_engine() -> Iterator[None]:
    """Let `default` be the engine's connection for a block: linkage, deriving and listing take no alias."""
    kept = connections["default"]
    connections["default"] = connections["engine"]
    try:
        yield
    finally:
        connections["default"] = kept
