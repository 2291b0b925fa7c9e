"""Words that the feeds of people share: code lists and how a district is written."""

from collections.abc import Mapping
from types import MappingProxyType

SEXES: Mapping[str, str] = MappingProxyType(
    {"M": "M", "F": "F", "U": "", "Male": "M", "Female": "F", "Unknown": "", "Not known": ""}
)
"""Sex as agencies write it; what is not known is stored as ''."""

OFFENCE_HINT = "Write the five digits of the Home Office code"


def five_digits(text: str) -> str | None:
    """Return what is wrong with a Home Office offence code, None when it has its five digits."""
    return None if len(text) == 5 and text.isascii() and text.isdigit() else "A Home Office code has five digits"


DISTRICT_HINT = "Use the nine-character code or the name"
