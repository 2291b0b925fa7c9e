"""The forms of disclosures and consents: what to share, how it is confirmed, what of the log is shown."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms

from concerted.access.categories import Category
from concerted.partnership.models import Agency, Gateway
from concerted.partnership.models.agreement import REGIMES
from concerted.people.models import Record
from concerted.sharing.fields import Once, choice, day, line, words
from concerted.sharing.queries.receivers import Receiver
from concerted.sharing.terms import HOW_GIVEN, RESTS_ON, purpose_in_words


def titled(category: Category) -> tuple[str, str]:
    """Return a category as a choice."""
    return category.code, category.title[:1].upper() + category.title[1:]


class ChooseForm(forms.Form):
    """What to share, with whom, for what, until when: the choice stands in the address."""

    records = forms.MultipleChoiceField(
        label="Which of our records?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose a record.", "invalid_choice": "Choose among these records."},
    )
    what = forms.MultipleChoiceField(
        label="What, the least that serves?",
        help_text="The least comes first. A sentence is often enough.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose what is to be shared.", "invalid_choice": "Choose among these."},
    )
    to = forms.ChoiceField(
        label="With whom?",
        error_messages={"required": "Choose with whom.", "invalid_choice": "Choose somebody from the list."},
    )
    purpose = forms.ChoiceField(
        label="For which purpose?",
        error_messages={"required": "Choose the purpose.", "invalid_choice": "Choose a purpose from the list."},
    )
    until_on = day(
        "Until when? Their last day",
        "",
        "For example 12/3/2027. Without a day it ends when the line of the agreement does.",
        required=False,
    )
    law = forms.ChoiceField(
        label="On what does it rest?",
        required=False,
        error_messages={"invalid_choice": "Choose one from the list."},
    )
    regime = forms.ChoiceField(
        label="Under which part of the law of data protection?",
        choices=list(REGIMES.items()),
        help_text="Part 3 is for competent authorities alone.",
        error_messages={"required": "Choose one.", "invalid_choice": "Choose one of the two."},
    )

    def __init__(
        self,
        *args: Any,
        mine: Sequence[Record],
        categories: Iterable[Category],
        receivers: Sequence[Receiver],
        laws: Iterable[Gateway],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        purposes = sorted({purpose for one in receivers for purpose in one.purposes}, key=purpose_in_words)
        offer(self, "records", [(str(one.pk), f"{one.agency.name}, number {one.source_key}") for one in mine])
        offer(self, "what", [titled(category) for category in categories])
        offer(self, "to", [("", "Choose"), *((one.code, one.title) for one in receivers)])
        offer(self, "purpose", [("", "Choose"), *((code, _begun(purpose_in_words(code))) for code in purposes)])
        offer(self, "law", [("", "An agreement, or a consent"), *((law.pk, law.title) for law in laws)])
        if len(mine) == 1:
            self.fields["records"].widget = forms.MultipleHiddenInput()


class ConfirmForm(Once):
    """What is said, and the reason where one is needed."""

    def __init__(
        self, *args: Any, says: Sequence[str], reasoned: bool, laws: Iterable[Gateway] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if "attends" in says:
            self.fields["attends"] = choice(
                "Does this person attend your service?",
                "Say yes or no.",
                [("Attends: yes.", "Yes"), ("Attends: no.", "No")],
            )
        if "knows" in says:
            self.fields["knows"] = line(
                "What is said, and whom to call?",
                "Say whom to call.",
                "They read this sentence and nothing else.",
                most=300,
            )
        override = list(laws)
        if override:
            self.fields["law"] = choice(
                "Which power do you rely on?",
                "Name the power that you rely on.",
                [("", "Choose"), *((law.pk, law.title) for law in override)],
                radios=False,
            )
        if reasoned or override:
            self.fields["reason"] = words(
                "Why?",
                "Write down why.",
                "Your agency and its data protection officer read it, the other side does not.",
                most=500,
            )

    def said(self) -> dict[str, str]:
        """Return what is said of the categories that are one sentence."""
        return {name: self.cleaned_data[name] for name in ("attends", "knows") if name in self.cleaned_data}


class EndForm(forms.Form):
    """Why a disclosure ends."""

    because = words("Why does it end?", "Say why it ends.", "Your agency reads it. The other side does not.", most=500)


class ConsentForm(Once):
    """What somebody consented to."""

    record = forms.ChoiceField(
        label="Which of our records?", error_messages={"required": "Choose a record.", "invalid_choice": "Choose one."}
    )
    categories = forms.MultipleChoiceField(
        label="What may be shared?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Say what may be shared: consent to everything is consent to nothing."},
    )
    to_agencies = forms.TypedMultipleChoiceField(
        label="With whom?",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text="Not the police, and not for MARAC: consent is not what that rests on.",
        error_messages={"required": "Say with whom.", "invalid_choice": "Choose among these agencies."},
    )
    purpose = forms.ChoiceField(
        label="For which purpose?",
        error_messages={"required": "Choose the purpose.", "invalid_choice": "Choose a purpose from the list."},
    )
    how = choice("How was it given?", "Say how it was given.", list(HOW_GIVEN.items()))
    words = words(
        "In which words?",
        "Write down what was asked and what was answered.",
        "What was asked and what was answered, so that it can be shown.",
    )
    given_on = day("When was it given?", "Say when it was given.")
    until_on = day("Until when does it hold? The last day", "Say until when it holds.")

    def __init__(
        self,
        *args: Any,
        mine: Sequence[Record],
        categories: Iterable[Category],
        receivers: Sequence[Receiver],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        agencies = sorted({(one.agency.pk, one.agency.name) for one in receivers}, key=lambda each: each[1])
        purposes = sorted({purpose for one in receivers for purpose in one.purposes}, key=purpose_in_words)
        offer(self, "record", [(str(one.pk), f"{one.agency.name}, number {one.source_key}") for one in mine])
        offer(self, "categories", [titled(category) for category in categories])
        offer(self, "to_agencies", agencies)
        offer(self, "purpose", [("", "Choose"), *((code, _begun(purpose_in_words(code))) for code in purposes)])
        if len(mine) == 1:
            self.fields["record"].widget = forms.HiddenInput()
            self.fields["record"].initial = str(mine[0].pk)

    def clean_record(self) -> UUID:
        """Return the id of the record."""
        return UUID(self.cleaned_data["record"])


class WithdrawForm(forms.Form):
    """What was said when a consent was taken back."""

    because = words(
        "What did they say, and how?",
        "",
        "Nobody has to give a reason. Write down how you know that it is taken back.",
        most=500,
        required=False,
    )


class LogForm(forms.Form):
    """Which disclosures the log shows."""

    agency = forms.TypedChoiceField(label="With", coerce=int, empty_value=None, required=False)
    category = forms.ChoiceField(label="What", required=False)
    purpose = forms.ChoiceField(label="Purpose", required=False)
    rests_on = forms.ChoiceField(label="Rests on", required=False, choices=[("", "Anything"), *RESTS_ON.items()])
    state = forms.ChoiceField(
        label="State", required=False, choices=[("", "Any"), ("open", "Open now"), ("over", "Over or ended")]
    )
    since = day("Given from", "", "", required=False)
    until = day("Given until", "", "", required=False)

    def __init__(
        self, *args: Any, agencies: Iterable[Agency], categories: Iterable[Category], purposes: Iterable[str]
    ) -> None:
        super().__init__(*args)
        offer(self, "agency", [("", "Anybody"), *((agency.pk, agency.name) for agency in agencies)])
        offer(self, "category", [("", "Anything"), *map(titled, categories)])
        offer(self, "purpose", [("", "Any"), *((code, _begun(purpose_in_words(code))) for code in purposes)])


def offer(form: forms.Form, name: str, choices: list[tuple[Any, str]]) -> None:
    """Give a field its choices."""
    form.fields[name].choices = choices  # type: ignore[attr-defined]


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]
