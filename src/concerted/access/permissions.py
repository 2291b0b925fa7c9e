"""Which kinds of page a role class may open: menus and refusals; rows are the database's decision alone."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Role:
    """A role class in a sentence, with the permissions of its pages and whom to ask for more."""

    title: str
    sentence: str
    permissions: frozenset[str]


ROLES: dict[str, Role] = {
    "iom_coordinator": Role(
        "IOM co-ordinator",
        "Proposes, records the panel's decisions and keeps the joint plan.",
        frozenset(
            {
                "today", "find", "iom.select", "iom.cohort", "iom.propose", "iom.decide", "people.read", "people.link",
                "plan.read", "plan.write", "actions.answer", "measures.read", "area.read",
            }
        ),
    ),
    "probation_officer": Role(
        "Probation officer",
        "Does probation's actions and sees the plan of people under probation's agreement.",
        frozenset({"today", "find", "actions.answer", "plan.read", "iom.cohort", "people.read", "area.read"}),
    ),
    "housing_officer": Role(
        "Housing officer",
        "Does what is asked of housing and reads nothing else.",
        frozenset({"today", "find", "actions.answer", "people.read", "area.read"}),
    ),
    "drug_worker": Role(
        "Drug and alcohol worker",
        "Answers what is asked of the service, the least that serves.",
        frozenset({"today", "actions.answer", "questions.answer", "area.read"}),
    ),
    "analyst": Role(
        "Analyst",
        "Reads figures and releases them, never people.",
        frozenset({"today", "measures.read", "figures.release", "area.read"}),
    ),
    "data_steward": Role(
        "Data steward",
        "Sends the agency's files and mends the rows that did not load.",
        frozenset({"today", "find", "imports", "people.read", "area.read"}),
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
