"""Scopes by name: whose, of which category, how sensitive; found once a process, made when a new one is needed."""

from functools import lru_cache

from concerted.access.models import Scope


@lru_cache(maxsize=1024)
def scope_id(agency_code: str, category: str, sensitivity: int = 0) -> int:
    """Return the id of a scope that exists. Raises LookupError when no setup or feed has declared it."""
    found = Scope.objects.filter(agency__code=agency_code, category=category, sensitivity=sensitivity).values_list(
        "id", flat=True
    )
    for identifier in found:
        return identifier
    raise LookupError(f"No scope is declared for {agency_code}, {category}, sensitivity {sensitivity}.")
