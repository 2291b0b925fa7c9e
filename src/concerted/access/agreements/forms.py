"""The forms of agreements; nothing that matters is chosen beforehand but the least."""

from collections.abc import Iterable
from typing import Any

from django import forms

from concerted.access.agreements.wording import PURPOSES
from concerted.access.categories import CATEGORIES
from concerted.access.permissions import ROLES
from concerted.partnership.fields import Versioned, choice, day, line, offer, tick, words
from concerted.partnership.models.agreement import REGIMES

ONE, ALL = "one", "all"
REACHES = (
    (ONE, "One person at a time: each by a disclosure of the agency that holds it"),
    (ALL, "Everybody of this category, without asking"),
)


class DraftForm(forms.Form):
    """A new agreement."""

    title = line("What is it called?", "Write what it is called.", "As the parties will call it", most=120)
    code = forms.SlugField(
        label="Short name",
        help_text="Small letters, digits and hyphens, for example youth-2027. It stays for every edition.",
        max_length=40,
        error_messages={
            "required": "Write a short name.",
            "invalid": "Write small letters, digits and hyphens only, for example youth-2027.",
        },
    )
    template = choice("Start from", "", required=False)
    gateway = choice("Gateway", "", "The legal power to share. Empty: the template's.", required=False)

    def __init__(
        self, *args: Any, templates: Iterable[tuple[str, str]], gateways: Iterable[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "template", templates, empty="An empty draft")
        offer(self, "gateway", gateways, empty="That of the template")


class WordsForm(Versioned):
    """The words of a draft."""

    title = line("Title", "Write the title.", most=120)
    objective = words("What is it for?", "", most=2000, required=False)
    purpose = choice("Purpose", "Choose the purpose.")
    gateway_id = choice("Gateway", "Choose the gateway.", "The legal power to share")
    assessment = line(
        "Data protection impact assessment", "", "Its reference, for example DPIA 2027/03", most=120, required=False
    )
    assessed_on = day("Assessed on", "", required=False)
    retention = words("How long is what is shared kept?", "", most=2000, required=False)
    complaints = words("Where do people complain?", "", most=2000, required=False)
    marking = line("Marking", "", "For example Official: sensitive", most=60, required=False)
    owner = line("Who owns it?", "Write who owns it.", "The person whom others ask", most=120)
    review_on = day("Review on", "Say when it is reviewed.")
    last_on = day("Last day", "", "Empty: without an end", required=False)

    def __init__(self, *args: Any, gateways: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "gateway_id", gateways)
        offer(self, "purpose", PURPOSES.items())

    def clean(self) -> dict[str, Any]:
        """Refuse an assessment without its day, and an end before the review."""
        given = super().clean() or {}
        if given.get("assessment") and not given.get("assessed_on") and "assessed_on" not in self.errors:
            self.add_error("assessed_on", "Write the day of the assessment.")
        review_on, last_on = given.get("review_on"), given.get("last_on")
        if review_on and last_on and last_on < review_on:
            self.add_error("last_on", "It would end before its review: write a later day, or review it sooner.")
        return given


class LineForm(Versioned):
    """One line: who opens what to whom, how far, and what a post needs for it."""

    giver = choice("From which agency?", "Choose the agency that opens it.")
    category = choice("What?", "Choose what is opened.")
    receiver = choice("To which agency?", "Choose the agency that reads it.")
    role_class = choice("To which role there?", "Choose the role.", "The role decides the purpose.")
    words = line(
        "In the words of the agreement", "Say in words what is opened.", "So that a person understands it", most=300
    )
    regime = forms.ChoiceField(
        label="Under which regime?",
        choices=list(REGIMES.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the regime."},
    )
    reach = forms.ChoiceField(
        label="How far?",
        choices=REACHES,
        widget=forms.RadioSelect,
        help_text="Health, drugs and alcohol, victims and children: one person at a time, unless the agreement names "
        "its assessment.",
        error_messages={"required": "Choose how far it reaches."},
    )
    writes = tick("They may also write in it")
    needs_vetting = tick("Only posts whose vetting is in date")
    needs_training = tick("Only posts whose training is in date")
    needs_declaration = tick("Only posts whose declaration of interests is in date")

    field_order = (
        "giver", "category", "receiver", "role_class", "words", "regime", "reach", "writes", "needs_vetting",
        "needs_training", "needs_declaration",
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        givers: Iterable[tuple[int, str]],
        receivers: Iterable[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "giver", givers)
        offer(self, "receiver", receivers)
        offer(self, "category", sorted(((c.code, c.title) for c in CATEGORIES.values()), key=lambda pair: pair[1]))
        offer(
            self, "role_class", sorted(((code, role.title) for code, role in ROLES.items()), key=lambda pair: pair[1])
        )

    def clean(self) -> dict[str, Any]:
        """Give agencies as ids and the reach as the line keeps it."""
        given = super().clean() or {}
        for name in ("giver", "receiver"):
            if given.get(name):
                given[name] = int(given[name])
        if "reach" in given:
            given["by_request"] = given.pop("reach") == ONE
        return given


class ConfirmForm(Versioned):
    """One act on the text that was shown."""


class SignForm(Versioned):
    """A signature."""

    read = forms.BooleanField(
        label="I have read it, and may sign it for my agency",
        error_messages={"required": "Tick this when you have read it and may sign it."},
    )


class EndForm(forms.Form):
    """Why something ends at once."""

    because = words("Why?", "Say why: every party reads it.", "Every party reads this.", most=500)


class CompareForm(forms.Form):
    """Which edition this one is compared with."""

    other = forms.TypedChoiceField(label="Compare with", coerce=int)

    def __init__(self, *args: Any, editions: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].choices = [(number, f"Edition {number}") for number in editions]  # type: ignore[attr-defined]


class ListShown(forms.Form):
    """Which agreements the list shows."""

    party = choice("Agency", "", required=False)

    def __init__(self, *args: Any, agencies: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "party", agencies, empty="All")
