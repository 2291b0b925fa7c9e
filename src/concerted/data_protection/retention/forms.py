"""The forms of keeping and erasing; every error is a repair."""

from typing import Any
from uuid import UUID

from django import forms

from concerted.data_protection.retention.certificate import RESTS_ON
from concerted.data_protection.retention.due import SHOWN
from concerted.data_protection.retention.schedule import COUNTED_FROM, programmes
from concerted.people.models import Record
from concerted.people.queries.records import district_name, name_of
from concerted.sharing.fields import Once, Versioned, choice, day, line, words

MOST_MONTHS = 1_800


class QueueFilter(forms.Form):
    """What the list of due records shows; the choice lives in the address."""

    show = forms.ChoiceField(label="Show records", choices=list(SHOWN.items()))
    district = forms.ChoiceField(label="District", required=False)

    def __init__(self, districts: list[str], show: str, district: str) -> None:
        super().__init__(initial={"show": show, "district": district}, auto_id="filter-%s")
        named = sorted((district_name(code), code) for code in districts)
        self.fields["district"].choices = [("", "All"), *((code, name) for name, code in named)]  # type: ignore[attr-defined]


class PeriodForm(forms.Form):
    """How long one category is kept."""

    programme = forms.ChoiceField(
        label="Of which programme?", required=False,
        help_text="A programme’s own period is written down and shown here. What is due counts by the period of all.",
    )  # fmt: skip
    months = forms.IntegerField(
        label="Kept for how many months?", required=False, min_value=1, max_value=MOST_MONTHS,
        help_text="Leave it empty if it is kept until a review says otherwise.",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": "Write a whole number of months.", "min_value": "Write 1 month or more.",
                        "max_value": f"Write {MOST_MONTHS} months or fewer."},
    )  # fmt: skip
    review_months = forms.IntegerField(
        label="Reviewed after how many months?", required=False, min_value=1, max_value=MOST_MONTHS,
        help_text="Only where no period is written above.", widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": "Write a whole number of months.", "min_value": "Write 1 month or more.",
                        "max_value": f"Write {MOST_MONTHS} months or fewer."},
    )  # fmt: skip
    counted_from = choice("Counted from", "Say from what it counts.", list(COUNTED_FROM.items()))
    source = line("Which policy or law gives it?", "Say which policy or law gives this period.", most=300)
    from_on = day("From which day?", "Say from which day it holds.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].choices = [("", "All"), *programmes().items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for a period or a review, and not for both."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        typed = [name for name in ("months", "review_months") if cleaned.get(name) is not None]
        if not typed and "months" not in self.errors and "review_months" not in self.errors:
            self.add_error("months", "Say for how many months it is kept, or below after how many it is reviewed.")
        if len(typed) == 2:
            self.add_error("review_months", "Leave one of the two empty: a period, or a review.")
        return cleaned


class KeepForm(Once):
    """Until when a record is kept, and why."""

    until_on = day("Keep it until", "Say until which day it is kept.")
    because = words(
        "Why is it still needed?", "Say why it is still needed.", "What the record is needed for now.", most=500
    )


class HoldForm(Once):
    """Why a record must not be erased, and by whose order."""

    ordered_by = line(
        "Who ordered it?", "Say who ordered it.", "A court, an inquiry, the Information Commissioner", most=160
    )
    because = words("What is it for?", "Say what the hold is for.", most=500)


class EraseForm(Once):
    """On what an erasure rests, and which other records of the person go with it."""

    rests_on = choice(
        "On what does it rest?", "Say on what it rests.", [(k, v[0].upper() + v[1:]) for k, v in RESTS_ON.items()]
    )
    because = words(
        "Why now?", "Say why it is erased.", "This stays on the certificate when the record is gone: write no name.",
        most=500,
    )  # fmt: skip
    also = forms.MultipleChoiceField(
        label="Which other records of this person go too?", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="All of these are your agency’s own.",
    )  # fmt: skip

    def __init__(self, *args: Any, others: list[Record], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["also"].choices = [(str(r.pk), f"{name_of(r)}, {r.source} {r.source_key}") for r in others]  # type: ignore[attr-defined]
        if not others:
            del self.fields["also"]

    def chosen(self, record: UUID) -> list[UUID]:
        """Return the records that go."""
        return [record, *(UUID(one) for one in self.cleaned_data.get("also", []))]


class ConfirmForm(Versioned):
    """Whether a second person agrees."""
