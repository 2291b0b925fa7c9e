"""For what each kind of page may be opened: a purpose by permission, unless a page declares one of its own."""

from concerted.access.permissions import ROLES
from concerted.kernel.pages import Page

PURPOSES = {
    "iom": "managing together the people whose offending causes most harm",
    "victims": "supporting victims",
    "investigation": "investigating crime",
    "data_quality": "keeping records right",
    "measure": "counting, with nobody in it",
    "governance": "deciding who shares what, and who holds which post",
    "data_protection": "answering for how personal data is used",
}
"""Each purpose of a post, in words; a key opens for one of them and no other."""

OWN = "own"
"""The purpose of the post that opens the page, whichever it is: what the page shows is opened by that post's keys."""

OF_PERMISSION = {
    "actions.answer": OWN,
    "agencies.keep": "governance",
    "agreements.keep": "governance",
    "agreements.read": OWN,
    "agreements.sign": "governance",
    "area.read": OWN,
    "audit.read": "data_protection",
    "breaches.keep": "data_protection",
    "consent.keep": OWN,
    "disclose": OWN,
    "disclose.override": OWN,
    "emergency.open": OWN,
    "emergency.review": "data_protection",
    "enquiries.answer": OWN,
    "enquiries.ask": OWN,
    "figures.release": "measure",
    "find": OWN,
    "imports": "data_quality",
    "iom.cohort": "iom",
    "iom.decide": "iom",
    "iom.propose": "iom",
    "iom.select": "iom",
    "matrix.read": OWN,
    "measures.read": OWN,
    "notices": OWN,
    "people.link": "iom",
    "people.read": OWN,
    "plan.read": "iom",
    "plan.write": "iom",
    "posts.keep": "governance",
    "questions.answer": "iom",
    "retention.keep": "data_protection",
    "rights.answer": "data_protection",
    "settings.keep": "governance",
    "sharing.every_purpose": "data_protection",
    "sharing.read": OWN,
    "today": OWN,
    "victim_requests.answer": "victims",
    "victim_requests.make": "investigation",
    "victim_requests.read": "data_protection",
}
"""The purpose that a permission stands for."""


def purpose_of(page: Page) -> str | None:
    """Return the purpose for which a page is opened, None for one that anybody may open.

    Raises KeyError where neither the page nor its permission declares one.
    """
    if page.permission is None:
        return None
    return page.purpose or OF_PERMISSION[page.permission]


def in_words(purpose: str) -> str:
    """Return a purpose as a reader says it."""
    return "the post's own purpose" if purpose == OWN else PURPOSES.get(purpose, purpose)


def contradictions() -> list[str]:
    """Return, in words, each role that holds a permission for another purpose than its own; empty where none does."""
    return [
        f"{role.title} works for {role.purpose} and may {name}, which stands for {OF_PERMISSION[name]}."
        for role in ROLES.values()
        for name in sorted(role.permissions)
        if OF_PERMISSION[name] not in (OWN, role.purpose)
    ]
