"""The small lists that the county is composed from, read once from the package's data."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Texts = NDArray[np.object_]


def _text(name: str) -> str:
    return (files(__package__) / "data" / name).read_text(encoding="utf-8")


def _table(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(_text(name).splitlines()))


def _lines(name: str) -> list[tuple[str, str]]:
    """Return the (head, rest) of each line `head: rest` that is not a comment."""
    pairs = (line.partition(":") for line in _text(name).splitlines() if line and not line.startswith("#"))
    return [(head.strip(), rest.strip()) for head, _, rest in pairs]


@dataclass(frozen=True)
class District:
    """One of the county's fourteen districts; `weight` is its share of the county's population (mid-2020)."""

    code: str
    name: str
    town: str
    areas: tuple[str, ...]
    outward_from: int
    spellings: tuple[str, ...]
    weight: float


@cache
def districts() -> tuple[District, ...]:
    """Return the districts in the order of the source file."""
    people = {row["ltla24_code"]: row for row in _table("districts.csv")}
    total = sum(float(row["total_population"]) for row in people.values())
    return tuple(
        District(
            code=row["district_code"],
            name=people[row["district_code"]]["ltla24_name"],
            town=row["town"],
            areas=tuple(row["post_areas"].split("|")),
            outward_from=int(row["outward_from"]),
            spellings=tuple(row["other_spellings"].split("|")),
            weight=float(people[row["district_code"]]["total_population"]) / total,
        )
        for row in _table("places.csv")
    )


PROFILES = ("shop", "burglar", "violent", "domestic", "driver", "dealer", "disorder", "robber", "sexual", "fraud")


@dataclass(frozen=True)
class Catalogue:
    """The offences of the county, one an index: code, words, gravity 1 to 8, chance of detection, sourced harm.

    `harm_days` is not a number where no source is quoted; `chance` has one row a profile, each summing to 1.
    """

    code: Texts
    offence: Texts
    gravity: Floats
    detected: Floats
    harm_days: Floats
    chance: Floats


@cache
def catalogue() -> Catalogue:
    """Return the offences that the county's people commit."""
    rows = _table("offences.csv")
    weight = np.array([[float(row[profile]) for row in rows] for profile in PROFILES])
    return Catalogue(
        code=np.array([row["code"] for row in rows], dtype=object),
        offence=np.array([row["offence"] for row in rows], dtype=object),
        gravity=np.array([float(row["gravity"]) for row in rows]),
        detected=np.array([float(row["detected"]) for row in rows]),
        harm_days=np.array([float(row["harm_days"] or "nan") for row in rows]),
        chance=weight / weight.sum(axis=1, keepdims=True),
    )


@dataclass(frozen=True)
class GivenNames:
    """Given names of one community and sex for those born in a span of years, commonest first."""

    community: str
    sex: str
    born_from: int
    born_to: int
    names: Texts


@cache
def given_names() -> tuple[GivenNames, ...]:
    """Return the lists of given names."""
    found = []
    for head, rest in _lines("given_names.txt"):
        community, sex, born_from, born_to = head.split()
        found.append(GivenNames(community, sex, int(born_from), int(born_to), np.array(rest.split(), dtype=object)))
    return tuple(found)


@cache
def nicknames() -> dict[str, tuple[str, ...]]:
    """Return the short forms of given names that have any."""
    return {head: tuple(rest.split()) for head, rest in _lines("nicknames.txt")}


def _british(parts: dict[str, list[str]]) -> list[str]:
    """Return common names first, then the long tail by rule, in an order that does not follow the alphabet."""
    tail = [stem + end for stem in parts["stem"] for end in parts["end"] if stem[-1] != end[0]]
    tail += ["Mc" + name for name in parts["mac"]] + ["Mac" + name.lower() for name in parts["mac"][::2]]
    tail += [name + "son" for name in parts["son"]]
    tail = sorted(set(tail) - set(parts["plain"]))
    order = np.random.default_rng(1).permutation(len(tail))
    return list(dict.fromkeys(parts["plain"])) + [tail[i] for i in order]


@cache
def surnames() -> dict[str, Texts]:
    """Return the surnames of each community, commonest first."""
    parts: dict[str, dict[str, list[str]]] = {}
    for head, rest in _lines("surnames.txt"):
        community, kind = head.split()
        parts.setdefault(community, {})[kind] = rest.split()
    found = {name: list(dict.fromkeys(kinds["plain"])) for name, kinds in parts.items()}
    found["british"] = _british(parts["british"])
    return {name: np.array(each, dtype=object) for name, each in found.items()}


@cache
def streets() -> tuple[Texts, Texts]:
    """Return the invented street names and their kinds."""
    parts = {head: rest.split() for head, rest in _lines("streets.txt")}
    return np.array(parts["stem"], dtype=object), np.array(parts["kind"], dtype=object)
