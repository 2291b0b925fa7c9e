"""Codes of disclosures and consents in words: purposes, what a disclosure rests on, how consent was given, lines."""

from concerted.access.permissions import ROLES
from concerted.partnership.models import AgreementLine

PURPOSES = {
    "iom": "managing offenders together (IOM)",
    "victims": "supporting victims",
    "marac": "MARAC",
    "investigation": "investigating crime",
    "data_protection": "data protection",
    "data_quality": "the quality of data",
    "measure": "counting",
    "governance": "governance",
}
"""Purposes of posts and keys, in words."""

RESTS_ON = {
    "agreement": "an agreement",
    "consent": "consent",
    "statute": "a statute that needs no agreement",
    "override": "a recorded override",
    "emergency": "an emergency",
}

HOW_GIVEN = {
    "in_writing": "In writing",
    "face_to_face": "Face to face",
    "by_telephone": "By telephone",
    "online": "Online",
}

CONSENT = "consent"
"""The gateway of what rests on consent."""

POWER = "pcsca-2022-ch3a"
"""The gateway of requests for a victim's information and of their answers, and of nothing else."""


def purpose_in_words(code: str) -> str:
    """Return a purpose as a reader says it."""
    return PURPOSES.get(code, code.replace("_", " "))


def role_in_words(code: str) -> str:
    """Return a role class as a reader says it; every role where none is named."""
    if not code:
        return "Every role"
    return ROLES[code].title if code in ROLES else code.replace("_", " ").capitalize()


def line_in_words(line: AgreementLine) -> str:
    """Return a line of an agreement inside a sentence: "line 12 of IOM in the county, edition 3"."""
    return f"line {line.number} of {line.agreement.title}, edition {line.agreement.edition}"
