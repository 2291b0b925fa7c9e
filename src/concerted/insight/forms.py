"""The filters of the figure pages; what was chosen stays in the address."""

from datetime import date
from typing import Any

from django import forms

from concerted.analytics.measures.age_bands import NOT_KNOWN
from concerted.analytics.measures.register import measures
from concerted.analytics.measures.specification import Shows, Specification
from concerted.insight.adults import may_hold_adults
from concerted.insight.queries.reoffending import Choice

UNASSIGNED = "unassigned"
FIRST = "local-adult"


def offered() -> dict[str, Specification]:
    """Return the measures that the page shows: those of adults, but times to the first reoffence, which have a page."""
    return {code: spec for code, spec in measures().items() if may_hold_adults(spec) and spec.shows is not Shows.TIME}


def _title(spec: Specification) -> str:
    edition = spec.edition if spec.cohort_quarters == 4 else spec.edition.split(",")[0]
    return f"{spec.title} ({edition})"


class ReoffendingForm(forms.Form):
    """Measure, year, district, sex, age. A value that no longer exists is taken as "all"."""

    measure = forms.ChoiceField(label="Measure", required=False)
    up_to = forms.ChoiceField(label="Up to", required=False)
    district = forms.ChoiceField(label="District", required=False)
    sex = forms.ChoiceField(
        label="Sex", required=False, choices=[("", "All"), ("M", "Men"), ("F", "Women"), ("-", "Not known")]
    )
    age = forms.ChoiceField(label="Age", required=False)

    def __init__(
        self, *args: Any, endings: list[date], bands: list[str], places: dict[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        titles = [(code, _title(spec)) for code, spec in offered().items()]
        self.fields["measure"].choices = titles  # type: ignore[attr-defined]
        ends = [("", "The latest")] + [(day.isoformat(), f"{day.day} {day:%B} {day.year}") for day in reversed(endings)]
        self.fields["up_to"].choices = ends  # type: ignore[attr-defined]
        self.fields["district"].choices = [  # type: ignore[attr-defined]
            ("", f"All {len(places)}"), *places.items(), (UNASSIGNED, "Not assigned"),
        ]  # fmt: skip
        ages = [(band, band if band != NOT_KNOWN else "Not known") for band in bands]
        self.fields["age"].choices = [("", "18 and over"), *ages]  # type: ignore[attr-defined]


def choice_of(given: dict[str, str], places: dict[str, str]) -> Choice:
    """Return what an address asks for; unknown values fall back to all. `places` are the districts by code."""
    measure = given.get("measure", "")
    try:
        ends_on = date.fromisoformat(given.get("up_to", ""))
    except ValueError:
        ends_on = None
    return Choice(
        measure=measure if measure in offered() else FIRST,
        ends_on=ends_on,
        area=given.get("district", "") if given.get("district") in {UNASSIGNED, *places} else "",
        sex=given.get("sex", "") if given.get("sex") in ("M", "F", "-") else "",
        age_band=given.get("age", "")[:12].replace("\0", ""),
    )
