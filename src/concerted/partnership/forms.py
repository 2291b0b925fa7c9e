"""The forms of agencies, their contacts and teams, and of local settings."""

from typing import Any

from django import forms

from concerted.partnership.fields import Versioned, choice, day, line, offer, tick, words
from concerted.partnership.kinds import SCHEME, kinds
from concerted.partnership.showing import SHOWN_BECAUSE


def _kinds(form: forms.Form) -> None:
    offer(form, "kind", [(kind.code, kind.title) for kind in kinds().values() if kind.code != SCHEME])


def _code() -> forms.SlugField:
    return forms.SlugField(
        label="Short name",
        help_text="Small letters, digits and hyphens, for example fire-and-rescue. It stays as it is.",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": "Write a short name.",
            "invalid": "Write small letters, digits and hyphens only, for example fire-and-rescue.",
            "max_length": "Say it in 40 characters or fewer.",
        },
    )


class AgencyForm(Versioned):
    """What the list says of an agency."""

    name = line("Name", "Write the agency's name.", most=120)
    kind = choice("Kind", "Choose the kind.", "It decides which roles its administrator can open.")
    duty_number = line("Duty number", "", "Read out when there is no time to look further.", most=40, required=False)
    competent_authority = tick(
        "It is a competent authority",
        "Part 3 of the Data Protection Act 2018, section 30 and Schedule 7. Only such an agency can choose Part 3.",
    )
    health_or_care = tick("What it holds of people is information of health or social care")
    existence_protected = tick(
        "That it knows somebody is itself secret",
        "A refuge, a service for sexual violence, sexual health, drugs and alcohol, mental health or children.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _kinds(self)

    def ask_whether_shown(self) -> None:
        """Ask for a reason and a tick before whom the agency knows is no secret any more."""
        self.fields["shown_because"] = choice("Why is it no secret any more?", "Choose why whom it knows is no secret.")
        offer(self, "shown_because", SHOWN_BECAUSE.items())
        self.fields["shown"] = forms.BooleanField(
            label="I have read what others learn then, and that what they have read cannot be taken back",
            error_messages={"required": "Tick this when you have read what others learn, or tick that it is secret."},
        )


class NewAgencyForm(AgencyForm):
    """An agency that is not in the list yet."""

    code = _code()
    version = None  # type: ignore[assignment]
    field_order = ("name", "code", "kind", "duty_number")


class SuccessorForm(forms.Form):
    """The body that takes over."""

    name = line("Name of the body that takes over", "Write its name.", most=120)
    code = _code()
    kind = choice("Kind", "Choose the kind.")
    understood = forms.BooleanField(
        label="I have read what moves, and that it cannot be undone",
        error_messages={"required": "Tick this when you have read what moves."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _kinds(self)


class ContactForm(forms.Form):
    """How the agency is reached for one matter."""

    matter = line("For what?", "Say for what.", "For example: housing applications, out of hours", most=80)
    name = line("Whom?", "", most=120, required=False)
    telephone = line("Telephone", "", most=40, required=False)
    email = forms.EmailField(
        label="E-mail address",
        required=False,
        error_messages={"invalid": "Write an address such as duty@agency.example."},
    )
    hours = line("When?", "", "For example: weekdays 9 to 17", most=120, required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse a contact by which nobody is reached."""
        given = super().clean() or {}
        if not given.get("telephone") and not given.get("email") and "email" not in self.errors:
            self.add_error("telephone", "Write a telephone number or an e-mail address.")
        return given


class TeamForm(forms.Form):
    """A team's name."""

    name = line("What is the team called?", "Write the team's name.", most=120)


class SettingForm(forms.Form):
    """What is decided, from when, and why."""

    typed = line("Value", "Write what is decided.", most=200)
    from_on = day("From which day?", "Say from which day.")
    because = words("Why, and who decided?", "Say why, and who decided.", "It stands beside the value.", most=500)


class AgenciesShown(forms.Form):
    """Which agencies the list shows."""

    kind = choice("Kind", "", required=False)
    replaced = forms.ChoiceField(label="Replaced ones", required=False, choices=[("", "Left out"), ("yes", "Shown")])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "kind", [(kind.code, kind.title) for kind in kinds().values()], empty="All")
