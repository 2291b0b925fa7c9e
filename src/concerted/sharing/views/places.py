"""The place in a list, as the address writes it."""

from datetime import datetime
from uuid import UUID

from django.http import Http404
from django.utils.http import urlencode

Place = tuple[datetime, UUID]


def place_in(written: str | None) -> Place | None:
    """Take the place in a list from the address. Raises Http404 when it is none."""
    if not written:
        return None
    at, _, key = written.partition(",")
    try:
        place = datetime.fromisoformat(at), UUID(key)
    except ValueError as wrong:
        raise Http404 from wrong
    if place[0].tzinfo is None:
        raise Http404
    return place


def link_to(name: str, place: Place | None, **kept: str) -> str:
    """Return the address of the next page; empty where there is none."""
    return "?" + urlencode({**kept, name: f"{place[0].isoformat()},{place[1]}"}) if place else ""
