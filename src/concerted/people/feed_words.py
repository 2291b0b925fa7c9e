"""Words that the feeds of people share: code lists and how a district is written."""

from collections.abc import Mapping
from types import MappingProxyType

SEXES: Mapping[str, str] = MappingProxyType(
    {"M": "M", "F": "F", "U": "", "Male": "M", "Female": "F", "Unknown": "", "Not known": ""}
)
"""Sex as agencies write it; what is not known is stored as ''."""

DISTRICT_HINT = "Use the nine-character code or the name"
