"""Every address of the sites with what its view declares, for tests that walk through all of them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from concerted.kernel.pages import Page

PARAMETER = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")


@dataclass(frozen=True)
class Address:
    """One address: its route as written, and the page that its view declares (None where it declares none)."""

    route: str
    view: Callable[..., Any]
    page: Page | None

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """The kind and the name of each part that varies."""
        return [(found["kind"] or "str", found["name"]) for found in PARAMETER.finditer(self.route)]

    def filled(self, values: dict[str, Any]) -> str:
        """Return the path with values in its parts."""
        return "/" + PARAMETER.sub(lambda found: str(values[found["name"]]), self.route)


def every_address() -> list[Address]:
    """Return all addresses, sorted by their routes."""
    return sorted(_walk("", get_resolver().url_patterns), key=lambda address: address.route)


def _walk(prefix: str, entries: Any) -> Iterator[Address]:
    for entry in entries:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _walk(route, entry.url_patterns)
        elif isinstance(entry, URLPattern):
            yield Address(route, entry.callback, getattr(entry.callback, "page", None))
