"""What an address of the Area pages asks for, and under which role it is read."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.utils.http import urlencode

from concerted.places.queries.recorded_crime import Recorded, crime_types, months, recorded

FIRST_TYPE = "Burglary"
"""The type that is shown when the address names none: one that people ask about first; a display choice."""
LICENCE = (
    "Contains public sector information licensed under the Open Government Licence v3.0 (data.police.uk, Office for "
    "National Statistics). Boundaries: CC BY 4.0, contains OS data © Crown copyright and database right."
)


@dataclass(frozen=True)
class Asked:
    """The filters as they are taken, what there is to choose from, and the connection that reads."""

    given: dict[str, str]
    types: list[str]
    months: list[date]
    first: date
    last: date
    using: str

    @property
    def what(self) -> str:
        """The type in running text."""
        return self.given["type"].lower() or "crime"

    @property
    def query(self) -> str:
        """The filters as the end of an address, without the manner of showing."""
        return urlencode({name: value for name, value in self.given.items() if name != "show"})

    @property
    def found(self) -> Recorded | None:
        """The counts by district; None while nothing is loaded."""
        return recorded(self.given["type"], self.first, self.last, self.using) if self.months else None


def using(request: HttpRequest) -> str:
    """Return the connection that may read: the public role's where nobody is signed in."""
    return "default" if getattr(request, "viewer", None) else "front"


def asked(request: HttpRequest) -> Asked:
    """Return what the address asks for; a value that does not exist is taken as all."""
    alias = using(request)
    types, loaded = crime_types(alias), months(alias)
    kind = request.GET.get("type", FIRST_TYPE)
    by_name = {month.isoformat()[:7]: month for month in loaded}
    first = by_name.get(request.GET.get("first", ""), loaded[0] if loaded else date.min)
    last = by_name.get(request.GET.get("last", ""), loaded[-1] if loaded else date.min)
    first, last = min(first, last), max(first, last)
    given = {
        "type": kind if kind in types else "",
        "first": first.isoformat()[:7],
        "last": last.isoformat()[:7],
        "show": "months" if request.GET.get("show") == "months" else "rate",
    }
    return Asked(given, types, loaded, first, last, alias)
