"""The records that tokens lead to, as far as the viewer may see them: two legs, found by equality alone."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from concerted.access.listing import at_most
from concerted.people.models import SearchToken
from concerted.people.searching.asked import Asked
from concerted.people.searching.probes import Probe, as_asked, near_to

MOST = 50
MOST_NEAR = 100
"""Records looked at for what comes close, for each question."""


def found(asked: Asked, today: date) -> list[UUID]:
    """Return the records that hold what is asked, then those that come close where fewer than 50 hold it."""
    records: dict[UUID, None] = {}
    for probe in as_asked(asked):
        if len(records) < MOST:
            records.update(dict.fromkeys(holding(probe, MOST)))
    if len(records) < MOST:
        for probe in near_to(asked, today):
            records.update(dict.fromkeys(holding(probe, MOST_NEAR)))
    return list(records)


def holding(probe: Probe, most: int) -> list[UUID]:
    """Return at most so many records of a probe that the viewer may see."""
    tokens = SearchToken.objects.filter(value__in=sorted(probe.lead))
    for values in probe.others:
        tokens = tokens.filter(Exists(_of_the_same(values)))
    return at_most(tokens, "record_id", most)


def _of_the_same(values: Iterable[str]) -> QuerySet[SearchToken]:
    return SearchToken.objects.filter(record=OuterRef("record"), value__in=sorted(values))
