"""Kinds of agency as data: what each is called, and what its roles open of their own agency."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

SCHEME = "scheme"


@dataclass(frozen=True)
class Kind:
    """One kind of agency.

    `roles` gives, by role class, the categories of its own agency that the role opens (a star lets it write).
    `health_or_care` and `existence_protected` are what such an agency usually is; the agency's own page decides.
    """

    code: str
    title: str
    roles: dict[str, list[str]]
    health_or_care: bool = False
    existence_protected: bool = False


@lru_cache(maxsize=1)
def kinds() -> dict[str, Kind]:
    """Return every kind by its code, as kinds.toml states them."""
    text = files("concerted.partnership").joinpath("kinds.toml").read_text(encoding="utf-8")
    return {code: Kind(code, **fields) for code, fields in tomllib.loads(text).items()}


def kind_title(code: str) -> str:
    """Return what a kind is called; an unknown one by its code."""
    found = kinds().get(code)
    return found.title if found else code.replace("_", " ")
