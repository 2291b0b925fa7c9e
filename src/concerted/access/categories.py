"""What protected rows are about: each category in words, and what must never be done with it.

A category is a table or a row, never a column (ACCESS section 3). The flags are read by rules here and, by way of the
table `access.category` that the sync fills from this register, by the functions of the database.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Category:
    """One category.

    `existence_protected`: that a row of it exists is itself secret (S3). `emergency`: break-glass may open it; what
    S1 and S4 close never is. `share`: an agency may disclose it one person at a time from a person's page. `least`:
    the least first, when somebody chooses what to share (S21). `victims`: written for or about a victim, so that it
    never enters an answer to the person who harmed (S2).
    """

    code: str
    title: str
    existence_protected: bool = False
    emergency: bool = False
    share: bool = False
    least: int = 100
    victims: bool = False
    named: bool = True
    health_or_care: bool = False
    one_service: bool = False


_ALL = (
    Category(
        "attends",
        "whether he or she attends, yes or no",
        existence_protected=True,
        share=True,
        health_or_care=True,
        least=1,
    ),
    Category("knows", "that the agency knows somebody, and whom to call", share=True, least=2),
    Category("identity", "who somebody is", emergency=True, share=True, least=10),
    Category("whereabouts", "addresses", emergency=True, share=True, least=40),
    Category("offending", "arrests and convictions", emergency=True, share=True, least=50),
    Category("supervision", "orders and appointments", emergency=True, share=True, least=30),
    Category("score", "probation's scores", share=True, least=35),
    Category("custody", "prison and release dates", emergency=True, share=True, least=20),
    Category("housing", "housing applications", emergency=True, share=True, least=20),
    Category("action", "actions asked of it"),
    Category("case", "the case and its plan"),
    Category("derived", "harm and likelihood"),
    Category("link", "why records are believed to be one person"),
    Category("question", "questions asked of a service"),
    Category("listing", "the list for selection"),
    Category("drug_and_alcohol", "drug and alcohol treatment", existence_protected=True, health_or_care=True),
    Category("childrens_services", "work with a child", existence_protected=True, health_or_care=True),
    Category("mental_health", "mental health", existence_protected=True, health_or_care=True),
    Category("sexual_health", "sexual health", existence_protected=True, health_or_care=True),
    Category("refuge", "a refuge", existence_protected=True, victims=True, one_service=True),
    Category("sexual_violence", "sexual violence support", existence_protected=True, victims=True),
    Category("victim_notes", "notes of a victims' service", existence_protected=True, victims=True, one_service=True),
    Category("marac", "a MARAC case", existence_protected=True, victims=True),
    Category(
        "protected_address",
        "an address that one custodian keeps",
        existence_protected=True,
        victims=True,
        one_service=True,
    ),
    Category("covert", "covert work", existence_protected=True),
    Category("intelligence", "intelligence in the wording that the force released"),
    Category("consent", "what somebody consented to"),
    Category("asking", "who else knows somebody: what this agency asks"),
    Category("relayed", "who else knows somebody: what this agency is asked"),
    Category("relayed_to_nobody", "who else knows somebody: questions that were handed to nobody"),
    Category("victim_request", "a request for a victim's information"),
    Category("victim_answer", "a victims' service's answer to a request", existence_protected=True, victims=True),
    Category("notice", "notices to this agency"),
    Category("emergency", "openings in an emergency"),
    Category("breach", "breaches of personal data"),
    Category("rights", "requests of people about their own records"),
    Category("retention", "reviews, holds and erasures"),
    Category("figures", "counts, with nobody in them", named=False),
    Category("sending", "files that the agency sent"),
    Category("quarantine", "rows of files that did not load"),
)

CATEGORIES: dict[str, Category] = {category.code: category for category in _ALL}
"""Every category by its code."""


def in_words(code: str) -> str:
    """Return a category as a reader says it."""
    return CATEGORIES[code].title if code in CATEGORIES else code.replace("_", " ")


def shared_one_by_one() -> list[Category]:
    """Return the categories that an agency may disclose of one person, the least first."""
    return sorted((c for c in CATEGORIES.values() if c.share), key=lambda c: (c.least, c.code))
