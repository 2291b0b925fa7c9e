"""The forms of a ruling on two records, and of what is known of somebody who is looked up."""

from typing import Any

from django import forms

from concerted.people.searching.asked import birth_date, postcode_of
from concerted.people.searching.same_person import Typed

RULINGS = (
    ("same", "Yes, one person"),
    ("different", "No, two people"),
    ("cannot_tell", "Cannot tell"),
)


class RulingForm(forms.Form):
    """A ruling with its reason; nothing is preselected."""

    ruling = forms.ChoiceField(
        label="Are these two records of one person?",
        choices=RULINGS,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one of the three: yes, no, or cannot tell"},
    )
    because = forms.CharField(
        label="Why?",
        help_text=(
            "What you know or asked. Whoever looks at this pair next reads it: write nothing that only one of the two "
            "agencies may know."
        ),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Say why: whoever looks at this pair next reads it",
            "max_length": "Say it in 500 characters or fewer",
        },
    )


class StateForm(forms.Form):
    """Which pairs the queue shows."""

    state = forms.ChoiceField(label="Show", required=False)

    def __init__(self, states: dict[str, str], chosen: str) -> None:
        super().__init__({"state": chosen})
        self.fields["state"].choices = list(states.items())  # type: ignore[attr-defined]


class SamePersonForm(forms.Form):
    """What is known of somebody: any of it, but something; nothing of it is kept."""

    given_name = forms.CharField(label="First name", required=False, max_length=120)
    family_name = forms.CharField(label="Surname, present or former", required=False, max_length=120)
    born = forms.CharField(label="Birth date", help_text="For example 14/5/1999", required=False, max_length=40)
    postcode = forms.CharField(label="Postcode", required=False, max_length=10)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"

    def clean(self) -> dict[str, Any]:
        """Ask for something, and for a day and a postcode that can be read."""
        given = super().clean() or {}
        if given.get("born") and birth_date(given["born"])[0] is None:
            self.add_error("born", "Write a day that exists, with its year in four digits, for example 14/5/1999.")
        if given.get("postcode") and not postcode_of(given["postcode"]):
            self.add_error("postcode", "Write the whole postcode, for example CO4 3QL, or leave it empty.")
        if not self.errors and not any(given.values()):
            raise forms.ValidationError("Write a name, a birth date or a postcode.")
        return given

    @property
    def typed(self) -> Typed:
        """What was typed, to be compared."""
        return Typed(**self.cleaned_data)
