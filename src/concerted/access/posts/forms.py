"""The forms of posts."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms

from concerted.partnership.fields import Once, Versioned, choice, day, line, offer

CLEARANCES = ((0, "Ordinary: no sensitive records"), (1, "Sensitive records of level 1"), (2, "Levels 1 and 2"))
SOMEBODY_NEW = "Somebody new: invited by name and address"


class Details(forms.Form):
    """What is written of a post and may change."""

    title = line("Title of the post", "Write the title, as colleagues know it.", most=120)
    team = choice("Team", "", required=False)
    clearance = forms.TypedChoiceField(
        label="Clearance",
        choices=CLEARANCES,
        coerce=int,
        help_text="It narrows what the role opens; it never opens anything by itself.",
        error_messages={"required": "Choose the clearance."},
    )
    vetting_level = line("Vetting", "", "The level, as your agency names it", most=60, required=False)
    vetting_until_on = day("Last day of the vetting", "", "Empty: not vetted", required=False)
    trained_until_on = day("Last day on which the training counts", "", "Empty: not trained", required=False)
    declared_on = day("Interests declared on", "", required=False)
    declared_until_on = day("Last day of the declaration", "", required=False)
    interests = line("What was declared", "", "“none” is a declaration", most=500, required=False)
    last_on = day("Last day of the post", "", "Empty: without an end", required=False)

    def __init__(self, *args: Any, teams: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "team", teams, empty="None")

    def clean(self) -> dict[str, Any]:
        """Refuse a declaration without its day or its words; name the team by its id."""
        given = super().clean() or {}
        if given.get("declared_until_on") and not given.get("interests"):
            self.add_error("interests", "Write what was declared; “none” is a declaration.")
        declared_on, until_on = given.get("declared_on"), given.get("declared_until_on")
        if declared_on and until_on and until_on < declared_on:
            self.add_error("declared_until_on", "The declaration ends before it was made.")
        if "team" in given:
            team = given.pop("team")
            given["team_id"] = int(team) if team else None
        return given


class OpenPostForm(Once, Details):
    """A post for somebody, in a role, from a day on."""

    who = choice("Who?", "", "Somebody who holds or held a post here, or somebody new", required=False)
    name = line("Name of somebody new", "", most=120, required=False)
    address = forms.EmailField(
        label="E-mail address of somebody new",
        required=False,
        error_messages={"invalid": "Write an address such as name@agency.example."},
    )
    role_class = choice("Role", "Choose the role.", "It decides what the post opens and may do.")
    from_on = day("First day", "Say from which day.")

    field_order = ("who", "name", "address", "role_class", "title", "team", "from_on", "last_on")

    def __init__(
        self, *args: Any, people: Iterable[tuple[UUID, str]], roles: Iterable[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "who", people, empty=SOMEBODY_NEW)
        offer(self, "role_class", roles)

    def clean(self) -> dict[str, Any]:
        """Refuse a post for nobody, and one for two people."""
        given = super().clean()
        if given.get("who"):
            if given.get("name") or given.get("address"):
                self.add_error("who", "Choose somebody of the list, or write a new name and address: not both.")
        else:
            if not given.get("name"):
                self.add_error("name", "Write the name, or choose somebody of the list above.")
            if not given.get("address") and "address" not in self.errors:
                self.add_error("address", "Write the address to which the invitation belongs.")
        return given


class ChangePostForm(Versioned, Details):
    """What is written of a post."""
