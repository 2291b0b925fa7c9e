"""Choosing what to release, and releasing it; every error is a repair."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from concerted.figures.releases.drafting import Tables, Wanted, of_whole_years
from concerted.kernel.days import in_words
from concerted.kernel.identifiers import new_id

BREAKDOWNS: dict[str, tuple[str, Tables]] = {
    "area": ("Districts", (("area",),)),
    "county": ("Nothing: the county alone", ((),)),
    "age": ("Ages", (("age_band",),)),
    "sex": ("Sex", (("sex",),)),
    "area-age": ("Districts, and ages", (("area",), ("age_band",))),
    "each": ("Districts, ages and sex, each by itself", (("area",), ("age_band",), ("sex",))),
    "area-by-sex": ("Districts by sex", (("area", "sex"),)),
    "age-by-sex": ("Ages by sex", (("age_band", "sex"),)),
}
"""What can be chosen; finer crosses would be hidden nearly whole."""


class ChoosingForm(forms.Form):
    """Measure, year, breakdown, quarters; the address keeps them. What does not exist falls back to the first."""

    measure = forms.ChoiceField(label="Measure", required=False)
    ends_on = forms.ChoiceField(label="Year to", required=False)
    by = forms.ChoiceField(label="Broken down by", required=False)
    quarters = forms.ChoiceField(
        label="Quarters", required=False, choices=[("", "The year alone"), ("yes", "The year and its quarters")]
    )

    def __init__(self, *args: Any, measures: dict[str, str], endings: Iterable[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measure"].choices = list(measures.items())  # type: ignore[attr-defined]
        self.fields["ends_on"].choices = [(d.isoformat(), in_words(d)) for d in endings]  # type: ignore[attr-defined]
        self.fields["by"].choices = [(k, words) for k, (words, _) in BREAKDOWNS.items()]  # type: ignore[attr-defined]


def wanted_of(given: dict[str, str], endings: list[date]) -> Wanted | None:
    """Return what the address asks for, or None when the measure has no complete year."""
    if not endings:
        return None
    ends_on = next((d for d in endings if d.isoformat() == given["ends_on"]), endings[0])
    _, tables = BREAKDOWNS.get(given["by"], BREAKDOWNS["area"])
    by_quarter = given["quarters"] == "yes" and not of_whole_years(given["measure"])
    return Wanted(given["measure"], ends_on, tables, by_quarter)


class _Confirmed(forms.Form):
    """The named person's word, and an identifier that makes a second click harmless."""

    identifier = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"identifier": new_id(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)


def _sure() -> forms.BooleanField:
    return forms.BooleanField(
        label="I have looked at every table",
        error_messages={"required": "Look at every table on this page, then tick that you have."},
    )


class ReleasingForm(_Confirmed):
    """A first edition."""

    title = forms.CharField(
        label="The question that it answers, in plain words",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Write the question that it answers."},
    )
    sure = _sure()


class CorrectingForm(_Confirmed):
    """A further edition."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    why = forms.CharField(
        label="Why are the figures corrected?",
        help_text="The public reads this. No person, no case.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why the figures are corrected."},
    )
    sure = _sure()
