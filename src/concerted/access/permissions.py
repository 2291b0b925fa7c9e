"""Which kinds of page a role class may open: menus and refusals; rows are the database's decision alone."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Role:
    """A role class in a sentence, with the permissions of its pages, its purpose, and what every such post opens.

    `own` are the categories of its own agency that a post of this role opens wherever it stands, beside those that
    the agency gives it; a star lets it write.
    """

    title: str
    sentence: str
    permissions: frozenset[str]
    purpose: str = "iom"
    own: tuple[str, ...] = ("notice*",)


CASEWORK = frozenset(
    {
        "notices", "disclose", "sharing.read", "consent.keep", "enquiries.ask", "enquiries.answer", "agreements.read",
    }
)  # fmt: skip
"""What every post that works with people may do to share on purpose."""

CASEWORK_OWN = ("notice*", "consent*", "asking*", "relayed*", "knows*")
READER = frozenset({"notices", "agreements.read"})


ROLES: dict[str, Role] = {
    "iom_coordinator": Role(
        "IOM co-ordinator",
        "Proposes, records the panel's decisions and keeps the joint plan.",
        frozenset(
            {
                "today", "find", "iom.select", "iom.cohort", "iom.propose", "iom.decide", "people.read", "people.link",
                "plan.read", "plan.write", "actions.answer", "measures.read", "area.read", "emergency.open",
                "disclose.override",
            }
        )
        | CASEWORK,
        own=(*CASEWORK_OWN, "emergency*"),
    ),
    "probation_officer": Role(
        "Probation officer",
        "Does probation's actions and sees the plan of people under probation's agreement.",
        frozenset(
            {
                "today", "find", "actions.answer", "plan.read", "iom.cohort", "people.read", "area.read",
                "emergency.open", "disclose.override",
            }
        )
        | CASEWORK,
        own=(*CASEWORK_OWN, "emergency*"),
    ),
    "housing_officer": Role(
        "Housing officer",
        "Does what is asked of housing and reads nothing else.",
        frozenset({"today", "find", "actions.answer", "people.read", "area.read"}) | CASEWORK,
        own=CASEWORK_OWN,
    ),
    "drug_worker": Role(
        "Drug and alcohol worker",
        "Answers what is asked of the service, the least that serves.",
        frozenset({"today", "find", "people.read", "actions.answer", "questions.answer", "area.read"}) | CASEWORK,
        own=CASEWORK_OWN,
    ),
    "analyst": Role(
        "Analyst",
        "Reads figures and releases them, never people.",
        frozenset({"today", "measures.read", "figures.release", "area.read"}) | READER,
        purpose="measure",
    ),
    "data_steward": Role(
        "Data steward",
        "Sends the agency's files and mends the rows that did not load.",
        frozenset({"today", "find", "imports", "people.read", "area.read"}) | READER,
        purpose="data_quality",
    ),
    "victim_caseworker": Role(
        "Victims' caseworker",
        "Supports victims in one service alone, whose notes nobody else reads.",
        frozenset({"today", "find", "people.read", "area.read", "victim_requests.answer", "disclose.override"})
        | CASEWORK,
        purpose="victims",
        own=(*CASEWORK_OWN, "victim_notes*", "victim_answer*"),
    ),
    "investigator": Role(
        "Investigator",
        "Investigates crime, and asks a victims' service for information only by a request with its grounds.",
        frozenset({"today", "area.read", "victim_requests.make"}) | READER,
        purpose="investigation",
        own=("notice*", "victim_request*"),
    ),
    "agreement_owner": Role(
        "Information-sharing officer",
        "Drafts agreements, puts signed ones into force, ends them, and keeps the list of agencies.",
        frozenset({"today", "area.read", "agreements.keep", "agencies.keep", "settings.keep", "matrix.read"}) | READER,
        purpose="governance",
    ),
    "agency_administrator": Role(
        "Agency administrator",
        "Keeps an agency's posts, invites and ends them, and signs agreements for it.",
        frozenset({"today", "area.read", "posts.keep", "agreements.sign"}) | READER,
        purpose="governance",
    ),
    "data_protection_officer": Role(
        "Data protection officer",
        "Sees who looked at whom, keeps the log of breaches, and answers what people ask about their records.",
        frozenset(
            {
                "today", "find", "people.read", "area.read", "audit.read", "breaches.keep", "retention.keep",
                "matrix.read",
                "rights.answer", "emergency.review", "sharing.read", "sharing.every_purpose",
                "victim_requests.read",
            }
        )
        | READER,
        purpose="data_protection",
        own=("notice*", "emergency*", "breach*", "rights*", "retention*", "consent"),
    ),
}  # fmt: skip
"""The roles of the first form; `docs/permissions.md` is generated from them."""


def may(role_class: str, permission: str) -> bool:
    """Say whether a role class may open pages that need a permission."""
    role = ROLES.get(role_class)
    return role is not None and permission in role.permissions


def roles_that_may(permission: str) -> list[Role]:
    """Return the roles that hold a permission, for the sentence that says whom to ask."""
    return [role for role in ROLES.values() if permission in role.permissions]
