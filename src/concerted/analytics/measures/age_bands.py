"""Bands of age in completed years: a parameter of a measure, never part of its definition."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

NOT_KNOWN = "not known"
"""The band of people without a usable birth date: a cell of its own (Unknown is counted and shown)."""

OTHER_AGE = "other age"
"""The band of a known age that no band covers, so that every person stands in exactly one cell."""


@dataclass(frozen=True)
class AgeBand:
    """The ages from `first` to `last`, both included; `last` None means no upper end."""

    first: int
    last: int | None = None

    def __post_init__(self) -> None:
        if self.first < 0 or (self.last is not None and self.last < self.first):
            raise ValueError(f"An age band cannot run from {self.first} to {self.last}.")

    def __str__(self) -> str:
        return f"{self.first}+" if self.last is None else f"{self.first}-{self.last}"

    def __contains__(self, age: int) -> bool:
        return self.first <= age and (self.last is None or age <= self.last)


def age_bands(text: str) -> tuple[AgeBand, ...]:
    """Read bands such as `10-17,18-24,25+`. Raises ValueError when one cannot be read, or two overlap."""
    bands = sorted((_band(part.strip()) for part in text.split(",")), key=lambda band: band.first)
    for lower, upper in zip(bands, bands[1:], strict=False):
        if lower.last is None or lower.last >= upper.first:
            raise ValueError(f"The age bands {lower} and {upper} overlap.")
    return tuple(bands)


def band_of(age: int | None, bands: Sequence[AgeBand]) -> str:
    """Return the label of the band that holds an age, or the label of an unknown or uncovered one."""
    if age is None:
        return NOT_KNOWN
    return next((str(band) for band in bands if age in band), OTHER_AGE)


def band_in_sql(age: str, bands: Sequence[AgeBand]) -> str:
    """Return `band_of` as an expression over a column of completed years."""
    whens = [
        f"WHEN {age} >= {band.first}{'' if band.last is None else f' AND {age} <= {band.last}'} THEN '{band}'"
        for band in bands
    ]
    return f"CASE WHEN {age} IS NULL THEN '{NOT_KNOWN}' {' '.join(whens)} ELSE '{OTHER_AGE}' END"


def _band(text: str) -> AgeBand:
    found = re.fullmatch(r"(\d{1,3})(?:-(\d{1,3})|\+)", text)
    if found is None:
        raise ValueError(f"'{text}' is not an age band: write 18-20, or 50+ for the last.")
    return AgeBand(int(found[1]), int(found[2]) if found[2] else None)


CHOSEN_BANDS = age_bands("10-14,15-17,18-20,21-24,25-29,30-39,40-49,50+")
"""Our choice, not an official list: each declaration says so, and every run may replace it."""
