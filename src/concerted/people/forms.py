"""The form by which a post says whether two records are one person."""

from django import forms

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
