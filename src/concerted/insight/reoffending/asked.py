"""What an address of the Reoffending pages asks for, in words, and the files that they give."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.http import urlencode

from concerted.analytics.measures.register import measure
from concerted.analytics.measures.specification import Specification
from concerted.insight.forms import UNASSIGNED, choice_of
from concerted.insight.queries.reoffending import Choice
from concerted.places.models import District

FILTERS = ("measure", "up_to", "district", "sex", "age")


@dataclass(frozen=True)
class Asked:
    """The choice, the declaration of its measure, and the districts by code, in the order of their names."""

    choice: Choice
    spec: Specification
    places: dict[str, str]

    @property
    def where(self) -> str:
        """Say of which part of the county a figure is."""
        choice, names = self.choice, self.places | {UNASSIGNED: "not assigned to a district"}
        parts = [names.get(choice.area, choice.area) if choice.area else "whole county"]
        parts.append({"M": "men", "F": "women", "-": "sex not known"}.get(choice.sex, "all adults"))
        if choice.age_band:
            parts.append(f"aged {choice.age_band}")
        return " · ".join(parts)


def given(request: HttpRequest) -> dict[str, str]:
    """Return the filters as the address has them, empty where it has none."""
    return {name: request.GET.get(name, "") for name in FILTERS}


def asked(request: HttpRequest) -> Asked:
    """Return what an address asks for."""
    places = dict(District.objects.order_by("name").values_list("code", "name"))
    choice = choice_of(given(request), places)
    return Asked(choice, measure(choice.measure), places)


def query(request: HttpRequest) -> str:
    """Return the filters that are set as the end of an address."""
    return urlencode({name: value for name, value in given(request).items() if value})
