"""What a person may set about linkage, each default labelled with where it comes from."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import math
from dataclasses import asdict, dataclass
from importlib import metadata

CODE_EDITION = "1"
"""Raised by hand whenever a change of code may change who is linked with whom."""


@dataclass(frozen=True, slots=True)
class LinkageSettings:
    """Thresholds and sizes of a linkage run.

    No source gives these numbers: **all of them are our choice**, made on public test data and on
    the synthetic county, and an area should check them against pairs that its own people reviewed.
    Probabilities are between 0 and 1; weights are in powers of two (a weight of 3 means eight times
    likelier to be one person).
    """

    link: float = 0.97
    """Pairs at or above this probability may join records without a person's decision (our choice)."""
    doubtful: float = 0.30
    """Pairs from here up to `link` are shown to a person (our choice)."""
    twin_against: float = 14.0
    """Weight taken off when surname and birth date agree but the forenames clearly differ (our choice)."""
    parent_against: float = 16.0
    """Weight taken off when names and address agree but the birth dates lie a generation apart (our choice)."""
    household_against: float = 12.0
    """Weight taken off when surname and address agree but forename and birth date do not (our choice)."""
    names_alone_against: float = 2.0
    """Weight taken off when nothing but the names agrees (our choice)."""
    generation_years: int = 14
    """Birth dates at least this many years apart, unless a slip of a digit explains it (our choice)."""
    unscored: float = -0.7
    """Weight assumed inside a cluster for two records that no blocking rule brought together (our choice)."""
    cap_for: float = 12.0
    """Inside clustering a weight counts at most this much for, so one strong pair cannot outvote many (our choice)."""
    cap_against: float = 3.0
    """Inside clustering a weight counts at most this much against: one poor record has many bad pairs (our choice)."""
    most_in_block: int = 400
    """A blocking value shared by more records than this brings nobody together (our choice; bounds memory)."""
    train_from: int = 400
    """With fewer records the starting weights are used as they are: too little to learn from (our choice)."""
    sample: int = 600
    """Records drawn to see how often two different people agree by chance (our choice)."""
    training_pairs: int = 35_000
    """At most this many pairs a training rule (our choice)."""
    default_births: tuple[str, ...] = (
        "1900-01-01",
        "1901-01-01",
        "1970-01-01",
        "1800-01-01",
        "1899-12-30",
        "1899-12-31",
        "1904-01-01",
        "1753-01-01",
        "1111-11-11",
        "0001-01-01",
    )
    """Birth dates that systems fill in when they do not know: treated as missing (our choice)."""
    latest_birth: str = "2100-01-01"
    """A birth date on or after this day is impossible and treated as missing (our choice)."""
    threads: int = 0
    """DuckDB threads; 0 leaves DuckDB's own number."""

    def __post_init__(self) -> None:
        if not 0.0 <= self.doubtful <= self.link <= 1.0:
            raise ValueError("thresholds must satisfy 0 <= doubtful <= link <= 1")
        for day in (*self.default_births, self.latest_birth):
            dt.date.fromisoformat(day)


DEFAULT = LinkageSettings()


def weight_of(probability: float) -> float:
    """Log2 odds of a probability between 0 and 1, limited to plus or minus 60."""
    if probability <= 0:
        return -60.0
    return 60.0 if probability >= 1 else math.log2(probability / (1 - probability))


def version_of(settings: LinkageSettings) -> str:
    """Sixteen hexadecimal digits that change with the settings, the code edition, Splink's or DuckDB's version."""
    parts = {
        "settings": asdict(settings),
        "code": CODE_EDITION,
        "splink": metadata.version("splink"),
        "duckdb": metadata.version("duckdb"),
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:16]
