"""What stands in the way of erasing a person's records: an open case, of those that the viewer sees."""

from collections.abc import Iterable
from uuid import UUID

from concerted.access.categories import CATEGORIES
from concerted.cases.models import Case
from concerted.cases.programme import find_programmes, programme

VICTIMS = [code for code, category in CATEGORIES.items() if category.victims]


def in_the_way(persons: Iterable[UUID]) -> dict[UUID, list[str]]:
    """Return the open cases of persons, in words; never a victim's (S2)."""
    found: dict[UUID, list[str]] = {}
    rows = Case.objects.filter(person_id__in=list(persons)).exclude(scope__category__in=VICTIMS).order_by("opened_on")
    for case in rows:
        if case.programme in find_programmes():
            declared = programme(case.programme)
            if not declared.stage(case.stage).ends:
                found.setdefault(case.person_id, []).append(f"{declared.short}, {declared.stage(case.stage).title}")
    return found


def programmes() -> dict[str, str]:
    """Return the programmes of which cases are kept, by code, for the schedule of retention."""
    return {code: declared.short for code, declared in find_programmes().items()}
