"""The forms of the log of breaches; every error is a repair."""

from datetime import datetime
from typing import Any

from django import forms

from concerted.access.categories import CATEGORIES
from concerted.data_protection.breaches.wording import PEOPLE, REGIMES
from concerted.data_protection.rules.must_be_reported import RISKS
from concerted.kernel.identifiers import new_id

WAYS_TO_WRITE_A_TIME = (
    "%d/%m/%Y %H:%M", "%d/%m/%y %H:%M", "%d.%m.%Y %H:%M", "%d %B %Y %H:%M", "%d %b %Y %H:%M", "%Y-%m-%d %H:%M",
    "%d/%m/%Y, %H:%M", "%d %B %Y, %H:%M",
)  # fmt: skip
EXAMPLE = "For example 12/3/2027 16:05"


def moment(label: str, *, missing: str = "", help_text: str = EXAMPLE) -> forms.DateTimeField:
    """Return a field for a day and a time of day; needed where `missing` says what to do without it."""
    return forms.DateTimeField(
        label=label,
        help_text=help_text,
        required=bool(missing),
        input_formats=WAYS_TO_WRITE_A_TIME,
        widget=forms.DateTimeInput(attrs={"autocomplete": "off"}, format="%d/%m/%Y %H:%M"),
        error_messages={
            "required": missing,
            "invalid": "Write a day and a time that exist, for example 12/3/2027 16:05.",
        },
    )


def words(label: str, *, missing: str = "", help_text: str = "", most: int = 4000) -> forms.CharField:
    """Return a field for sentences; needed where `missing` says what to do without them."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=bool(missing),
        max_length=most,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": missing, "max_length": f"Say it in {most:,} characters or fewer."},
    )


class BreachForm(forms.Form):
    """What happened. The identifier is the breach's: sent twice, it is written once."""

    identifier = forms.UUIDField(widget=forms.HiddenInput)
    near_miss = forms.TypedChoiceField(
        label="Did data reach anybody it should not have, or was it lost?",
        choices=[("no", "Yes, or it may have"), ("yes", "No, it was caught in time: a near miss")],
        coerce=lambda chosen: chosen == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether it was a breach or a near miss."},
    )
    what = words(
        "What happened?",
        missing="Say what happened.",
        help_text="Name nobody: what kind of data, where it went, how it came about.",
    )
    happened_at = moment("When did it happen?", help_text=f"{EXAMPLE}. Leave it empty if you do not know.")
    aware_at = moment(
        "When did your agency become aware?",
        missing="Write when your agency became aware: the 72 hours begin there.",
        help_text=f"{EXAMPLE}. The 72 hours begin here, not when it happened.",
    )
    regime = forms.ChoiceField(label="Under which law was it processed?", choices=list(REGIMES.items()))
    categories = forms.MultipleChoiceField(
        label="What was it about?",
        choices=[(code, category.title[0].upper() + category.title[1:]) for code, category in CATEGORIES.items()],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick at least one."},
    )
    people = forms.ChoiceField(
        label="How many people's data was it?",
        choices=list(PEOPLE.items()),
        error_messages={"required": "Choose one; “Not known yet” is an answer."},
    )

    def __init__(self, *args: Any, part_3: bool, **kwargs: Any) -> None:
        kwargs["initial"] = {"identifier": new_id(), "people": "not-known", **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        if not part_3:
            self.fields["regime"].choices = [("uk_gdpr", REGIMES["uk_gdpr"])]  # type: ignore[attr-defined]


class Versioned(forms.Form):
    """A form that knows which version of the breach it showed."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class SafetyForm(Versioned):
    """Before anything else."""

    safety = words(
        "What was done for anybody's safety?",
        missing="Say whether anybody is in danger, and what was done. “Nobody is” is an answer.",
        help_text="Think of victims first: a new address, a changed route, an Idva told. Nobody? Say why not.",
    )
    safe_at = moment("When was it done?", missing="Write when.")


class ContainmentForm(Versioned):
    """Then what stops it."""

    contained = words(
        "How was it stopped from spreading?", missing="Say what was done: called back, deleted, locked, ended."
    )
    contained_at = moment("When was it stopped?", missing="Write when.")


class ReportForm(Versioned):
    """Then the Information Commissioner."""

    risk = forms.ChoiceField(
        label="How likely is it to harm anybody?",
        choices=list(RISKS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one."},
    )
    risk_because = words("Why?", missing="Say why.", most=2000)
    reported_at = moment("When was it reported?", help_text=f"{EXAMPLE}. Leave it empty where it need not be.")
    report_reference = forms.CharField(label="The Commissioner's reference", required=False, max_length=60)
    late_because = words("If after the 72 hours: why?", most=2000)
    not_reported_because = words("If it is not reported: why is it unlikely to harm anybody?", most=2000)


class PeopleForm(Versioned):
    """Then those whose data it was."""

    people_told_at = moment(
        "When were they told?", help_text=f"{EXAMPLE}. By a way that is safe for them (not by post to a shared home)."
    )
    people_not_told_because = words("If they are not told: why?", most=2000)


class LearntForm(Versioned):
    """Last, so that it does not happen again."""

    learnt = words("What was learnt, and what is done differently now?", missing="Say what was learnt.")


FORMS: dict[str, type[Versioned]] = {
    "safety": SafetyForm,
    "containment": ContainmentForm,
    "report": ReportForm,
    "people": PeopleForm,
    "learnt": LearntForm,
}
"""The form of each step."""


def written_before(form: type[Versioned], breach: Any) -> dict[str, Any]:
    """Return what a breach holds of a form's fields already, for writing it anew."""
    found = {name: getattr(breach, name) for name in form.base_fields}
    return {name: value for name, value in found.items() if value is not None or isinstance(value, datetime)}
