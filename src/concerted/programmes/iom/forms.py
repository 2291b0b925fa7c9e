"""The forms of selection, proposals, decisions and the cohort; every error is a repair."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from concerted.cases.forms import Once, Versioned, day, line, words
from concerted.programmes.iom.actions.record_decision import Parts
from concerted.programmes.iom.queries.equality import LIKELIHOODS
from concerted.programmes.iom.queries.listed import ORDERS, SHOWS, Asked
from concerted.programmes.iom.words import COLOURS, KINDS, LATER

District = tuple[str, str]


class SelectionForm(forms.Form):
    """The filters of the list, in the address; what is not offered is as if it were not asked."""

    likelihood = forms.ChoiceField(label="Likelihood", required=False)
    district = forms.ChoiceField(label="District", required=False)
    show = forms.ChoiceField(label="Show", required=False, choices=list(SHOWS.items()))
    first = forms.ChoiceField(
        label="Within each group, first", required=False, choices=[(k, v[0]) for k, v in ORDERS.items()]
    )

    def __init__(self, given: Any, *, least: int, districts: Iterable[District]) -> None:
        offered = sorted({least, *LIKELIHOODS}, reverse=True)
        chosen = {"likelihood": str(least), "district": "", "show": "both", "first": "harm12"}
        super().__init__({**chosen, **{name: given[name] for name in chosen if name in given}})
        self.fields["likelihood"].choices = [(str(n), f"{n}% or more" if n else "Any") for n in offered]  # type: ignore[attr-defined]
        self.fields["district"].choices = [("", "All districts"), *districts]  # type: ignore[attr-defined]
        self.data = {name: self.data[name] if self._offers(name) else chosen[name] for name in chosen}

    def _offers(self, name: str) -> bool:
        choices = self.fields[name].choices  # type: ignore[attr-defined]
        return str(self.data[name]) in {str(value) for value, _ in choices}

    @property
    def asked(self) -> Asked:
        """What the address asks for."""
        d = self.data
        return Asked(int(d["likelihood"]), d["district"], d["show"], d["first"])


class CohortForm(forms.Form):
    """The filters of the live cohort."""

    colour = forms.ChoiceField(
        label="Colour", required=False, choices=[("", "All"), *((c, c.capitalize()) for c in COLOURS)]
    )
    kind = forms.ChoiceField(label="Kind", required=False, choices=[("", "All"), *((kind, kind) for kind in KINDS)])
    district = forms.ChoiceField(label="District", required=False)

    def __init__(self, given: Any, *, districts: Iterable[District]) -> None:
        super().__init__(given)
        self.fields["district"].choices = [("", "All districts"), *districts]  # type: ignore[attr-defined]


class ProposeForm(Once):
    """Why somebody is proposed, and by whom."""

    because = words(
        "Why?",
        "Say why this person is proposed: the panel reads it.",
        "Facts, and what support is meant to change. No character, no guesses.",
    )
    proposed_by = line(
        "Who proposes?",
        "",
        "Name, post and agency, where another than you proposes. Empty: you do.",
        most=160,
        required=False,
    )


class DecisionForm(Versioned):
    """What the panel decides; nothing is chosen beforehand."""

    outcome = forms.ChoiceField(
        label="What does the panel decide?",
        choices=[("adopted", "Adopt"), ("declined", "Do not adopt"), ("not_yet", "Not yet")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say what the panel decides: adopt, do not adopt, or not yet."},
    )
    held_by = line("Who holds it instead?", "", most=200, required=False)
    missing = line("What is missing, and who brings it?", "", most=500, required=False)
    missing_by_on = day("By when?", "", required=False)
    because = words("Why?", "Say why: the person is told the reason.", most=4000)
    decided_by = line("Who decided?", "Say who decided: a named person does, not a list.", most=160)
    kind = forms.ChoiceField(
        label="Fixed, Flex or Free",
        choices=[*((kind, kind) for kind in KINDS), (LATER, "Later")],
        required=False,
        widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline"}),
    )
    colour = forms.ChoiceField(
        label="Colour to begin with",
        choices=[*((colour, colour) for colour in COLOURS), (LATER, "Later")],
        required=False,
        widget=forms.RadioSelect,
    )
    review_due_on = day("First review", "", "", required=False)
    told = forms.ChoiceField(
        label="When was the person told?",
        choices=[("on", "On a date"), ("not", "Not told, because"), (LATER, "Later, by a date")],
        required=False,
        widget=forms.RadioSelect,
    )
    told_on = day("On which day?", "", required=False)
    not_told_because = line("Why not?", "", most=500, required=False)
    tell_by_on = day("By which day?", "", required=False)

    def __init__(self, *args: Any, intervals: dict[str, int | None], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.intervals, self.today = intervals, today

    def clean(self) -> dict[str, Any]:
        """Ask for what each choice needs."""
        given = super().clean() or {}
        outcome = given.get("outcome")
        if outcome == "adopted":
            self._adopting(given)
        if outcome == "declined" and not given.get("held_by"):
            self.add_error("held_by", "Say who holds this person instead.")
        if outcome == "not_yet":
            if not given.get("missing"):
                self.add_error("missing", "Say what is missing, and who brings it.")
            if not given.get("missing_by_on") and "missing_by_on" not in self.errors:
                self.add_error("missing_by_on", "Say by when: the case comes back to you on that day.")
        return given

    def _adopting(self, given: dict[str, Any]) -> None:
        if not given.get("kind"):
            self.add_error("kind", "Choose Fixed, Flex or Free, or Later.")
        if not given.get("colour"):
            self.add_error("colour", "Choose a colour, or Later.")
        if not given.get("told"):
            self.add_error("told", "Say when the person was told, or why not, or Later.")
        for choice, name, missing in (
            ("on", "told_on", "Say on which day."),
            ("not", "not_told_because", "Say why the person is not told."),
            (LATER, "tell_by_on", "Say by which day the person will be told."),
        ):
            if given.get("told") == choice and not given.get(name) and name not in self.errors:
                self.add_error(name, missing)
        colour = given.get("colour")
        if colour and not given.get("review_due_on") and "review_due_on" not in self.errors:
            if colour == LATER:
                self.add_error("review_due_on", "Write the day of the first review, since no colour is chosen yet.")
            elif self.intervals.get(colour) is None:
                self.add_error(
                    "review_due_on",
                    f"How often {colour} is reviewed is not configured: write the day of the first review.",
                )

    @property
    def parts(self) -> Parts:
        """What the decision says beside its outcome; what stands under a choice not taken is left out."""
        given = self.cleaned_data
        told = given.get("told")
        return Parts(
            kind="" if given["kind"] == LATER else given["kind"],
            colour="" if given["colour"] == LATER else given["colour"],
            told_on=given["told_on"] if told == "on" else None,
            not_told_because=given["not_told_because"] if told == "not" else "",
            tell_by_on=given["tell_by_on"] if told == LATER else None,
            held_by=given["held_by"],
            missing=given["missing"],
        )


class KindForm(Versioned):
    """Fixed, Flex or Free."""

    kind = forms.ChoiceField(
        label="Fixed, Flex or Free",
        choices=[(kind, kind) for kind in KINDS],
        widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline"}),
        error_messages={"required": "Choose Fixed, Flex or Free."},
    )


class ColourForm(Versioned):
    """A colour, and when the next review is."""

    colour = forms.ChoiceField(
        label="Colour",
        choices=[(colour, colour.capitalize()) for colour in COLOURS],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose red, amber, green or custody."},
    )
    review_due_on = day("Next review", "", "Empty: the day that is set stays.", required=False)


class ToldForm(Versioned):
    """When somebody was told, or why not."""

    told_on = day("When was the person told?", "", required=False)
    not_told_because = line("Or why not?", "", "Only where the person was not told.", most=500, required=False)


class LeaveForm(Versioned):
    """Why somebody leaves the cohort, and who decided."""

    because = words("Why?", "Say why: the person is told the reason.", "The reason that the person will be told.")
    decided_by = line("Who decided?", "Say who decided: a named person does, not a list.", most=160)


class LockForm(forms.Form):
    """What a locked cohort is for."""

    words = line("What is it for?", "", "For example: the quarter’s own list, for measuring", most=200, required=False)
