"""The words in which pages speak of agreements and their lines."""

from concerted.access.categories import in_words
from concerted.access.permissions import ROLES
from concerted.partnership.models import Agreement, AgreementLine

PURPOSES = {
    "iom": "Managing together the people whose offending causes most harm",
    "measure": "Measuring, with nobody named",
    "data_quality": "Sending and mending files",
    "victims": "Supporting victims",
    "investigation": "Investigating crime",
    "governance": "Keeping agreements and posts",
    "data_protection": "Answering for the lawfulness of it all",
}
"""What each purpose is called; an unknown one is shown by its code."""

STATES = {
    "draft": ("neutral", "Draft"),
    "signing": ("due", "To sign"),
    "in_force": ("done", "In force"),
    "ended": ("neutral", "Ended"),
}
"""The ground and the word of each state."""

NEEDS = (
    ("needs_vetting", "vetting"),
    ("needs_training", "training"),
    ("needs_declaration", "a declaration of interests"),
)


def purpose_title(code: str) -> str:
    """Return what a purpose is called."""
    return PURPOSES.get(code, code.replace("_", " "))


def role_title(code: str) -> str:
    """Return what a role is called; one without pages by its code."""
    role = ROLES.get(code)
    return role.title if role else code.replace("_", " ").capitalize()


def needs_of(line: AgreementLine) -> str:
    """Return what a post must have in date for the line, in words; empty where nothing."""
    return " and ".join(title for name, title in NEEDS if getattr(line, name))


def reach_of(line: AgreementLine) -> str:
    """Return how far the line reaches: one person at a time or all, to read or also to write."""
    reach = "One person at a time, by a disclosure" if line.by_request else "Everybody of this category"
    return f"{reach}; also to write" if line.writes else reach


def line_in_words(line: AgreementLine) -> str:
    """Return a line in one sentence."""
    return (
        f"{line.giver.name} opens {in_words(line.category)} to {line.receiver.name}, "
        f"{role_title(line.role_class)}: {reach_of(line).lower()}"
    )


def address_of(agreement: Agreement) -> str:
    """Return the address of an agreement's page."""
    return f"/agreements/{agreement.code}/{agreement.edition}"
