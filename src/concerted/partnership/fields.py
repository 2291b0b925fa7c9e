"""Fields of the directory's forms; every error is a repair."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from concerted.kernel.identifiers import new_id

WAYS_TO_WRITE_A_DAY = (
    "%d/%m/%Y", "%d/%m/%y", "%d %B %Y", "%d %b %Y", "%d.%m.%Y", "%d.%m.%y", "%d-%m-%Y", "%Y-%m-%d",
)  # fmt: skip
FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)
FAR_OFF = "Write a day between 1900 and 2199."


def line(label: str, missing: str, hint: str = "", *, most: int, required: bool = True) -> forms.CharField:
    """Return a field for one line."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=most,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": missing, "max_length": f"Say it in {most} characters or fewer."},
    )


def words(label: str, missing: str, hint: str = "", *, most: int, required: bool = True) -> forms.CharField:
    """Return a field for a few sentences."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": missing, "max_length": f"Say it in {most} characters or fewer."},
    )


def day(label: str, missing: str, hint: str = "For example 12/3/2027", *, required: bool = True) -> forms.DateField:
    """Return a field for a day, written in any of the usual ways."""
    return forms.DateField(
        label=label,
        help_text=hint,
        required=required,
        input_formats=WAYS_TO_WRITE_A_DAY,
        validators=[MinValueValidator(FIRST, FAR_OFF), MaxValueValidator(LAST, FAR_OFF)],
        widget=forms.DateInput(attrs={"type": "text", "autocomplete": "off"}, format="%d/%m/%Y"),
        error_messages={"required": missing, "invalid": "Write a day that exists, for example 12/3/2027."},
    )


def tick(label: str, hint: str = "") -> forms.BooleanField:
    """Return a box to tick."""
    return forms.BooleanField(label=label, help_text=hint, required=False)


def choice(label: str, missing: str, hint: str = "", *, required: bool = True) -> forms.ChoiceField:
    """Return a list to choose from; `offer` fills it."""
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        required=required,
        error_messages={"required": missing, "invalid_choice": "Choose one of the list."},
    )


def offer(form: forms.Form, name: str, choices: Iterable[tuple[Any, str]], empty: str = "Choose") -> None:
    """Fill a list to choose from, with an empty first choice."""
    form.fields[name].choices = [("", empty), *((str(key), text) for key, text in choices)]  # type: ignore[attr-defined]


class Once(forms.Form):
    """A form with an id made for what it makes: sent twice, it makes one."""

    identifier = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"identifier": new_id(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)


class Versioned(forms.Form):
    """A form that knows which version of the row it showed."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)


class ReasonForm(forms.Form):
    """Why something ends."""

    because = line("Why?", "Say why: those whom it touches read it.", "Those whom it touches read this.", most=300)
