"""The fields of the room's forms; every error is a repair."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator

from concerted.kernel.identifiers import new_id

WAYS_TO_WRITE_A_DAY = (
    "%d/%m/%Y", "%d/%m/%y", "%d %B %Y", "%d %b %Y", "%d.%m.%Y", "%d.%m.%y", "%d-%m-%Y", "%Y-%m-%d",
)  # fmt: skip
FURTHEST = date(2199, 12, 31)
NUL = "Take out the character that cannot be printed."


def day(
    label: str, missing: str, help_text: str = "For example 12/3/2027", *, required: bool = True
) -> forms.DateField:
    """Return a field for a day, written in any of the usual ways."""
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=required,
        input_formats=WAYS_TO_WRITE_A_DAY,
        validators=[MaxValueValidator(FURTHEST, "Write a day before the year 2200.")],
        widget=forms.DateInput(attrs={"type": "text", "inputmode": "text", "autocomplete": "off"}, format="%d/%m/%Y"),
        error_messages={"required": missing, "invalid": "Write a day that exists, for example 12/3/2027."},
    )


def words(
    label: str, missing: str, help_text: str = "", *, most: int = 1000, required: bool = True, rows: int = 3
) -> forms.CharField:
    """Return a field for a few sentences."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages=_messages(missing, most),
    )


def line(label: str, missing: str, help_text: str = "", *, most: int, required: bool = True) -> forms.CharField:
    """Return a field for one line."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=most,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages=_messages(missing, most),
    )


def choice(
    label: str, missing: str, choices: list[tuple[Any, str]], help_text: str = "", *, radios: bool = True
) -> forms.ChoiceField:
    """Return a field for one of a few."""
    return forms.ChoiceField(
        label=label,
        help_text=help_text,
        choices=choices,
        widget=forms.RadioSelect if radios else forms.Select,
        error_messages={"required": missing, "invalid_choice": missing},
    )


def _messages(missing: str, most: int) -> dict[str, str]:
    return {
        "required": missing,
        "max_length": f"Say it in {most} characters or fewer.",
        "null_characters_not_allowed": NUL,
    }


class Once(forms.Form):
    """A form with the id of the row that it makes: sent twice, it makes one."""

    identifier = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"identifier": new_id(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)


class Versioned(forms.Form):
    """A form that knows which version of the row it showed."""

    version = forms.IntegerField(widget=forms.HiddenInput)
