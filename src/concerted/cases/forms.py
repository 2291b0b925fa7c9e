"""The forms of plans and of what is asked; every error is a repair."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms

from concerted.cases.programme import Programme
from concerted.kernel.identifiers import new_id
from concerted.partnership.models import Agency

WAYS_TO_WRITE_A_DAY = (
    "%d/%m/%Y", "%d/%m/%y", "%d %B %Y", "%d %b %Y", "%d.%m.%Y", "%d.%m.%y", "%d-%m-%Y", "%Y-%m-%d",
)  # fmt: skip


def day(
    label: str, missing: str, help_text: str = "For example 12/3/2027", *, required: bool = True
) -> forms.DateField:
    """Return a field for a day, written in any of the usual ways."""
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=required,
        input_formats=WAYS_TO_WRITE_A_DAY,
        widget=forms.DateInput(attrs={"type": "text", "inputmode": "text", "autocomplete": "off"}, format="%d/%m/%Y"),
        error_messages={"required": missing, "invalid": "Write a day that exists, for example 12/3/2027."},
    )


def words(label: str, missing: str, help_text: str = "", *, most: int = 1000, required: bool = True) -> forms.CharField:
    """Return a field for a few sentences."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": missing, "max_length": f"Say it in {most} characters or fewer."},
    )


def line(label: str, missing: str, help_text: str = "", *, most: int, required: bool = True) -> forms.CharField:
    """Return a field for one line."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=most,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": missing, "max_length": f"Say it in {most} characters or fewer."},
    )


class Once(forms.Form):
    """A form with the id of the row that it makes: sent twice, it makes one."""

    identifier = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"identifier": new_id(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)


class Versioned(forms.Form):
    """A form that knows which version of the row it showed."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ActionForm(Once):
    """What an agency is asked to do."""

    pathway = forms.ChoiceField(label="Pathway", error_messages={"required": "Choose the pathway."})
    words = line(
        "What is to be done?", "Say what is to be done.", "For example: Find supported accommodation", most=300
    )
    asked_of = forms.TypedChoiceField(
        label="Who does it?", coerce=int, error_messages={"required": "Choose the agency that does it."}
    )
    due_on = day("By when?", "Say by when.")
    note = line(
        "What else must they know?",
        "",
        "They read this. Nothing of offences, nothing of the other pathways.",
        most=200,
        required=False,
    )
    waits_for = forms.ChoiceField(label="Does another action come first?", required=False)

    def __init__(
        self,
        *args: Any,
        programme: Programme,
        agencies: Iterable[Agency],
        before: Iterable[tuple[UUID, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "pathway", [("", "Choose"), *programme.pathway_titles.items()])
        _choices(self, "asked_of", [("", "Choose"), *((agency.pk, agency.name) for agency in agencies)])
        _choices(self, "waits_for", [("", "No"), *((str(key), text) for key, text in before)])

    def clean_waits_for(self) -> UUID | None:
        """Return the id of the action that comes first, or None."""
        return UUID(self.cleaned_data["waits_for"]) if self.cleaned_data["waits_for"] else None


class QuestionForm(Once):
    """A question to a service: whether this person attends."""

    asked_of = forms.TypedChoiceField(
        label="Which service?", coerce=int, error_messages={"required": "Choose the service."}
    )
    pathway = forms.ChoiceField(label="Pathway", error_messages={"required": "Choose the pathway."})
    due_on = day("Answer needed by", "Say by when you need an answer.")
    until_on = day("Last day on which the answer is used", "Say until when the answer is used.")

    def __init__(self, *args: Any, programme: Programme, services: Iterable[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "pathway", [("", "Choose"), *programme.pathway_titles.items()])
        _choices(self, "asked_of", [("", "Choose"), *((agency.pk, agency.name) for agency in services)])


class NeedForm(forms.Form):
    """What is needed on one pathway, or that nothing is."""

    after = forms.UUIDField(widget=forms.HiddenInput, required=False)
    words = words(
        "What is needed?", "", "Facts, and what would help. No character, no guesses.", most=500, required=False
    )
    none_needed = forms.BooleanField(label="Nothing is needed here", required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse a form that says neither, and one that says both."""
        given = super().clean() or {}
        if "words" not in given:
            return given
        if not given["words"].strip() and not given.get("none_needed"):
            self.add_error("words", "Write down what is needed, or tick that nothing is.")
        if given["words"].strip() and given.get("none_needed"):
            self.add_error("none_needed", "A need is written above. Take it out, or do not tick this.")
        return given


class OwnWordsForm(Versioned):
    """What the person says."""

    words = words("In their own words", "", "As said, not as we would put it. Empty takes it back.", required=False)
    said_to = line("To whom?", "", "For example: to his probation officer", most=160, required=False)
    said_on = day("When?", "", required=False)


class ReviewForm(Versioned, Once):
    """What a review found, and when the next one is."""

    held_on = day("When was it held?", "Say when it was held.")
    words = words(
        "What did it find?", "Say what the review found.", "What changed, what helped, what is next.", most=4000
    )
    next_on = day(
        "When is the next review?", "", "Leave empty if no day is set. How often is a local setting.", required=False
    )


class WithdrawForm(Versioned):
    """Why an action is taken back."""

    because = line("Why?", "Say why: the agency reads it.", "The agency reads this.", most=300)


class FinishForm(Versioned):
    """What was found."""

    found = words(
        "What was found or done?",
        "Say what was found or done, and what shows it.",
        "Those who share the plan see what you write here.",
    )


class PostponeForm(Versioned):
    """A later day, and why."""

    to_on = day("By when will it be done?", "Say by when it will be done.")
    because = words("Why?", "Say why it will be later.", "Those who wait for it see what you write here.", most=500)


class RefuseForm(Versioned):
    """Why this is not for us."""

    because = words("Why not, or who could?", "Say why this is not for you, or who could do it.", most=500)


class AnswerForm(forms.Form):
    """Attends: yes or no."""

    attends = forms.TypedChoiceField(
        label="Does this person attend your service?",
        choices=[("yes", "Yes"), ("no", "No")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline"}),
        error_messages={"required": "Say yes or no. To say nothing, leave this page: no answer means nothing."},
    )


def _choices(form: forms.Form, name: str, choices: list[tuple[Any, str]]) -> None:
    form.fields[name].choices = choices  # type: ignore[attr-defined]
