"""The forms of what people ask about their own records; every error is a repair."""

from typing import Any

from django import forms

from concerted.data_protection.access_requests.actions.ask_correction import DECISIONS
from concerted.data_protection.access_requests.exemptions import EXEMPTIONS, REGIMES, UK_GDPR
from concerted.people.models import Record
from concerted.people.queries.records import name_of
from concerted.sharing.fields import Once, Versioned, choice, day, line
from concerted.sharing.fields import words as sentences

GIVE, REDACT, WITHHOLD = "give", "redact", "withhold"


class RequestForm(Once):
    """Who asks to see what is held, and which of the agency's records are theirs."""

    who = line("Who asks?", "Write the name of whoever asks.", "As the answer is addressed", most=200)
    identified_by = line(
        "How was it proven who asks?", "", "For example: passport seen. Leave it empty while it is not proven.",
        most=200, required=False,
    )  # fmt: skip
    regime = choice("Under which law?", "Say under which law it is answered.", list(REGIMES.items()))
    received_on = day(
        "When did it come?", "Say on which day it came.",
        "Or when the proof came that was asked for. The answer is due one month later.",
    )  # fmt: skip
    records = forms.MultipleChoiceField(
        label="Which records are theirs?", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Your agency’s own records of the person.",
    )  # fmt: skip

    def __init__(self, *args: Any, records: list[Record], part_3: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["records"].choices = [(str(r.pk), _told(r)) for r in records]  # type: ignore[attr-defined]
        if not records:
            del self.fields["records"]
        if not part_3:
            self.fields["regime"].choices = [(UK_GDPR, REGIMES[UK_GDPR])]  # type: ignore[attr-defined]


class IdentityForm(Versioned):
    """How it was proven who asks."""

    how = line("How was it proven who asks?", "Say how it was proven.", "For example: passport seen", most=200)


class MoreTimeForm(Versioned):
    """Why an answer takes two further months."""

    because = sentences(
        "Why does it take longer?", "Say why: whoever asks is told.",
        "Only where requests are complex or many. Tell whoever asks within the first month.", most=500,
    )  # fmt: skip


class EntryForm(Versioned):
    """What becomes of one entry."""

    decision = choice(
        "What becomes of it?", "Choose what becomes of this entry.",
        [(GIVE, "Give it as it stands"), (REDACT, "Give it with words taken out"), (WITHHOLD, "Withhold it")],
    )  # fmt: skip
    words = forms.CharField(
        label="Words to take out", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One to a line, as they are written in the entry.",
        error_messages={"max_length": "Name 2,000 characters of words at most, or withhold the entry."},
    )  # fmt: skip
    exemption = forms.ChoiceField(
        label="By which exemption is it withheld?", required=False, choices=[("", "None"), *EXEMPTIONS.items()]
    )
    because = sentences("Why?", "", "Needed where a name is given or an entry withheld.", most=250, required=False)

    def clean_words(self) -> list[str]:
        """Return the words, one to a line."""
        return [part.strip() for part in self.cleaned_data["words"].splitlines() if part.strip()]


class CorrectionForm(Once):
    """What somebody says is wrong in a record."""

    wrong = sentences("What do they say is wrong?", "Write what they say is wrong.", most=2000)
    right = sentences("What do they say is right?", "Write what they say is right.", most=2000)
    received_on = day("When did it come?", "Say on which day it came.", "It is decided within one month.")


class CorrectionDecisionForm(Versioned):
    """Whether somebody is right."""

    decision = choice("Are they right?", "Choose what is decided.", list(DECISIONS.items()))
    because = sentences(
        "What are they told?", "Write what they are told, and why.",
        "Where it is refused: why, and that they may complain to the Information Commissioner or a court.", most=2000,
    )  # fmt: skip


def _told(record: Record) -> str:
    born = f", born {record.born_on:%d/%m/%Y}" if record.born_on else ""
    return f"{name_of(record)}{born}, {record.source} {record.source_key}"
