"""The forms of requests for a victim's information; nothing is chosen beforehand and nothing prefilled (S4, S5)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from concerted.partnership.models import Agency
from concerted.sharing.fields import Once, choice, day, line
from concerted.sharing.fields import words as sentences

YES_NO = [("yes", "Yes"), ("no", "No")]
DECISIONS = {
    "provided": "Provided",
    "in_part": "Provided in part",
    "refused": "Not provided",
    "not_held": "Not held",
}


class RequestForm(Once):
    """What is asked, on which grounds, and what the victim was told."""

    to_agency = choice("Which service?", "Choose the service.", [])
    about = line(
        "Whose information?",
        "Say whose information is asked for.",
        "The victim’s name and birth date, as the service knows them. Your investigators and this service read it.",
        most=200,
    )
    reference = line("Reference of the investigation", "Write the reference of the investigation.", most=60)
    asked = sentences(
        "What exactly is asked for?",
        "Say what exactly is asked for.",
        "Name the records or the facts. “Everything that you hold” is never necessary.",
        most=4000,
    )
    period = line("For which period?", "Say for which period.", "For example: 1 to 14 February 2027", most=160)
    grounds = sentences(
        "Why is it necessary and proportionate, in which reasonable line of enquiry?",
        "Say which line of enquiry it serves, and why it is necessary and proportionate.",
        most=4000,
    )
    elsewhere = sentences(
        "Why can it not be got in another way, less intrusive?",
        "Say why it cannot be got in another way.",
        "From the victim, from others, from what is held already.",
        most=4000,
    )
    counselling = choice(
        "Are counselling notes among it?",
        "Say whether counselling notes are among it.",
        YES_NO,
        "They are presumed not to be necessary.",
    )
    counselling_because = sentences(
        "If they are, what rebuts the presumption?",
        "",
        "What makes these notes likely to have real weight in the case, where nothing else has.",
        most=4000,
        required=False,
    )
    authorised_by = line("Who authorised it?", "Say who authorised it: name and rank.", "Name and rank", most=160)
    victim_told_on = day("When was the victim told of this request?", "", required=False)
    victim_view = sentences(
        "What did the victim say?", "", "In their own words, if they said anything.", most=4000, required=False
    )
    not_told_because = sentences("If the victim was not told, why not?", "", most=4000, required=False)
    due_on = day("By when is an answer needed?", "", "Only where a day is set, for example by a court.", required=False)

    def __init__(self, *args: Any, services: Iterable[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_agency"].choices = [  # type: ignore[attr-defined]
            (str(service.pk), service.name) for service in services
        ]

    def clean_to_agency(self) -> int:
        """Return the agency's id."""
        return int(self.cleaned_data["to_agency"])

    def clean_counselling(self) -> bool:
        """Return yes or no."""
        return bool(self.cleaned_data["counselling"] == "yes")


class AnswerForm(Once):
    """What the service decided; the notes themselves never enter this system."""

    decision = choice("What is your answer?", "Choose your answer.", list(DECISIONS.items()))
    words = sentences(
        "What do you tell them?",
        "Say what you tell them.",
        "How what you provide reaches them, or why not. Never write notes, or what somebody told you, here.",
        most=4000,
    )
    victim_told_on = day("When was the victim told of your answer?", "", required=False)
    not_told_because = sentences("If the victim was not told, why not?", "", most=4000, required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse an answer that says nothing of what the victim was told, and one that says both."""
        given = super().clean() or {}
        if self.errors.keys() & {"victim_told_on", "not_told_because"}:
            return given
        told: date | None = given.get("victim_told_on")
        if told is None and not given.get("not_told_because", "").strip():
            self.add_error("victim_told_on", "Say when the victim was told, or why they were not.")
        if told is not None and given.get("not_told_because", "").strip():
            self.add_error("not_told_because", "You say that the victim was told, and why not. Choose one.")
        return given
