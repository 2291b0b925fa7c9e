"""Feeds are found by name: every module of a package called `feeds` in any folder offers one `FEED`."""

from collections.abc import Mapping
from fnmatch import fnmatchcase
from functools import cache
from importlib import import_module
from pathlib import Path
from types import MappingProxyType

import concerted
from concerted.kernel.feeds import Feed


@cache
def feeds() -> Mapping[str, Feed]:
    """Return every declared feed by its code; ValueError when two share a code."""
    root = Path(concerted.__file__).parent
    found: dict[str, Feed] = {}
    for path in sorted(root.rglob("feeds/[a-z]*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        if "tests" in parts:
            continue
        feed = import_module(".".join(("concerted", *parts))).FEED
        if feed.code in found:
            raise ValueError(f"Two feeds are called {feed.code}.")
        found[feed.code] = feed
    return MappingProxyType(found)


def feeds_of_file(name: str) -> tuple[Feed, ...]:
    """Return the feeds whose pattern fits a file's name; several when each reads one sheet of a workbook."""
    return tuple(feed for feed in feeds().values() if fnmatchcase(name.lower(), feed.file_pattern))
