"""The forms of the gallery: filters, a decision, and one of each control."""

from django import forms

TEXT_DATE = forms.DateInput(attrs={"type": "text"})
IN_A_ROW = {"class": "govuk-radios--inline"}


def _one(label: str, *choices: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[(choice.lower(), choice) for choice in choices])


class Filters(forms.Form):
    """The tinted row of the selection list."""

    likelihood = _one("Likelihood", "75% or more", "90% or more")
    district = _one("District", "North: all 5", "Colchester")
    show = _one("Show", "In and out of the cohort", "Out of the cohort")
    first = _one("Within each group, first", "Most harm in 12 months")


class Measures(forms.Form):
    """The tinted row of the figure."""

    measure = _one("Measure", "Local adult (3 + 3 months)")
    up_to = _one("Up to", "30 June 2026")
    district = _one("District", "All 14")
    sex = _one("Sex", "All")
    age = _one("Age", "18 and over")


class Decision(forms.Form):
    """The bound parts of the decision form."""

    holder = forms.CharField(label="Who holds it instead", required=False)
    missing = forms.CharField(label="What is missing, who brings it, and when", required=False)
    why = forms.CharField(
        label="Why?",
        help_text="The reason she will be told. Facts and what support is meant to change; no character, no guesses.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why the panel decides so: she will be told the reason"},
    )
    kind = forms.ChoiceField(
        label="Fixed, Flex or Free",
        choices=[("fixed", "Fixed"), ("flex", "Flex"), ("free", "Free"), ("later", "Later")],
        widget=forms.RadioSelect(attrs=IN_A_ROW),
    )
    told = forms.ChoiceField(
        label="When was she told?",
        choices=[
            ("on", "On a date"),
            ("not", "Not told, because"),
            ("later", "Later: by 17 March, by her probation officer"),
        ],
        widget=forms.RadioSelect(attrs=IN_A_ROW),
    )


class Step(forms.Form):
    """One of each control."""

    who = forms.CharField(label="Name, reference or birth date", help_text="As you know it; spelling may differ.")
    district = forms.ChoiceField(choices=[("", "Choose"), ("c", "Colchester"), ("t", "Tendring")])
    since = forms.DateField(label="Since when", help_text="For example 1/10/27 or 1 October 2027", widget=TEXT_DATE)
    what = forms.CharField(
        label="What changed",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what changed: the panel reads it aloud"},
    )
    needs = forms.MultipleChoiceField(
        label="What he needs",
        choices=[("a", "Somewhere to live"), ("b", "Work"), ("c", "A doctor")],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick a need, or say that none is known"},
    )
    urgent = forms.BooleanField(label="It cannot wait for the next panel", required=False)
    paper = forms.FileField(label="A paper for the panel", required=False)
    word = forms.CharField(
        label="Your password again",
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        required=False,
    )


class SignIn(forms.Form):
    """The two fields of the door."""

    username = forms.CharField(label="Name at sign-in", widget=forms.TextInput(attrs={"autocomplete": "username"}))
    password = forms.CharField(widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}))
