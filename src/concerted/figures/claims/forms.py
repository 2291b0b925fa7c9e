"""The two ways to give a claim: the sentence as it stands, or its numbers."""

import re
from collections.abc import Mapping

from django import forms
from django.core.exceptions import ValidationError

from concerted.analytics.claims.check import Checked, check
from concerted.analytics.claims.claim import Measure, claim_of
from concerted.analytics.claims.figures import Called
from concerted.kernel.errors import Refused

LONGEST = 2000
"""Characters of a sentence: it stands in the address, and addresses have limits."""
COUNTS = {"cohort": Called.EVERYBODY, "reoffenders": Called.REOFFENDERS}
"""What the address may say of the counts."""
RATE = "Rate, per cent"
NUMBER = "Number of people"


def said(given: Mapping[str, object]) -> tuple[Called | None, Measure | None]:
    """Return what an address says of the counts and the measure; what it does not know says nothing."""
    measure = str(given.get("measure", ""))
    return COUNTS.get(str(given.get("counts", ""))), Measure(measure) if measure in list(Measure) else None


class SentenceForm(forms.Form):
    """A sentence; where its wording leaves it open, the address may say what it counts and which measure it is of."""

    claim = forms.CharField(
        label="The sentence",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "max_length": f"The sentence: give only the part with the figures, up to {LONGEST:,} characters"
        },
    )

    def checked(self) -> Checked | None:
        """Return the claim checked; None when it is refused, with the reason as the field's error."""
        if not self.is_valid():
            return None
        counts, measure = said(self.data)
        try:
            return check(claim_of([self.cleaned_data["claim"]]), counts=counts, measure=measure)
        except Refused as reason:
            self.add_error("claim", ValidationError(str(reason)))
            return None


def _in_words(field: str, example: str) -> dict[str, str]:
    """Return what is said of a field that is empty or too long."""
    return {"required": f"{field}: nothing is written here yet", "max_length": f"{field}: write it as {example}"}


class NumbersForm(forms.Form):
    """A rate with its count, and an earlier one to compare it with."""

    rate_before = forms.CharField(
        label=RATE, required=False, max_length=20, error_messages=_in_words("Earlier rate", "9.42")
    )
    number_before = forms.CharField(
        label=NUMBER, required=False, max_length=20, error_messages=_in_words("Earlier number", "12,818")
    )
    rate_after = forms.CharField(label=RATE, max_length=20, error_messages=_in_words("Later rate", "8.45"))
    number_after = forms.CharField(label=NUMBER, max_length=20, error_messages=_in_words("Later number", "11,617"))
    counts = forms.ChoiceField(
        label="What do the numbers count?",
        required=False,
        choices=[("cohort", "Everybody who was counted"), ("reoffenders", "Those who reoffended")],
    )
    measure = forms.ChoiceField(
        label="Which measure is it?",
        required=False,
        choices=[
            ("", "Not known"),
            (Measure.LOCAL_ADULT.value, "Local adult reoffending, England and Wales"),
            (Measure.ANOTHER.value, "Another"),
        ],
    )

    def clean_rate_before(self) -> str:
        """Return the earlier rate as digits."""
        return _digits(self.cleaned_data["rate_before"], r"-?\d+(?:\.\d+)?", "Earlier rate: write it as 9.42")

    def clean_rate_after(self) -> str:
        """Return the later rate as digits."""
        return _digits(self.cleaned_data["rate_after"], r"-?\d+(?:\.\d+)?", "Later rate: write it as 8.45")

    def clean_number_before(self) -> str:
        """Return the earlier number as digits."""
        return _digits(self.cleaned_data["number_before"], r"-?\d+", "Earlier number: write it as 12,818")

    def clean_number_after(self) -> str:
        """Return the later number as digits."""
        return _digits(self.cleaned_data["number_after"], r"-?\d+", "Later number: write it as 11,617")

    def clean(self) -> None:
        """Ask for the other half of an earlier figure that has only one."""
        rate, number = self.cleaned_data.get("rate_before"), self.cleaned_data.get("number_before")
        if rate and number == "":
            self.add_error("number_before", "Earlier number: a rate needs the number of people that it is a rate of")
        if number and rate == "":
            self.add_error("rate_before", "Earlier rate: a number of people needs its rate")

    def figures(self) -> list[str]:
        """Return the figures as one writes them, the earlier first; the form has been found valid."""
        given = self.cleaned_data
        after = f"{given['rate_after']}% of {given['number_after']}"
        return [f"{given['rate_before']}% of {given['number_before']}", after] if given["rate_before"] else [after]

    def checked(self) -> Checked | None:
        """Return the claim checked; None when it is refused, with the reason as an error beside the refused figure."""
        if not self.is_valid():
            return None
        counts, measure = said(self.data)
        figures = self.figures()
        for field, figure in zip(("rate_after", "rate_before"), reversed(figures), strict=False):
            try:
                check(claim_of([figure]), counts=counts, measure=measure)
            except Refused as reason:
                self.add_error(field, ValidationError(str(reason)))
        return None if self.errors else check(claim_of(figures), counts=counts, measure=measure)


def _digits(typed: str, pattern: str, repair: str) -> str:
    """Return what was typed without thousands separators and signs for per cent. Raises ValidationError."""
    plain = re.sub(r"(?<=\d),(?=\d{3}\b)|[\s\u00a0\u2009]|%|per ?cent$", "", typed).replace("\u2212", "-")
    if plain and re.fullmatch(pattern, plain) is None:
        raise ValidationError(repair)
    return plain
