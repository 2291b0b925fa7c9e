"""Households: who lives with whom, how old they are, which of them share a name, a birthday or a community.

The ages lean towards 18 to 45: these are the people whom partners know, not a census.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from concerted.analytics.synthetic.calendar_days import Days
from concerted.analytics.synthetic.randomness import stream

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

COMMUNITIES = (
    "british",
    "southasian",
    "indian",
    "african",
    "polish",
    "romanian",
    "turkish",
    "chinese",
    "irish",
)
_COMMUNITY_SHARE = (0.845, 0.022, 0.022, 0.032, 0.022, 0.019, 0.012, 0.006, 0.02)

HEAD, PARTNER, CHILD, SHARER = range(4)
_ALONE, _COUPLE, _FAMILY, _LONE_PARENT, _SHARED = range(5)
_KIND_SHARE = (0.30, 0.21, 0.25, 0.13, 0.11)


@dataclass
class Households:
    """Members in order of household; `twin_of` and `namesake_of` hold another member's index, or -1."""

    household: Ints
    role: Ints
    female: Bools
    born_on: Days
    community: Ints
    twin_of: Ints
    namesake_of: Ints


def _sizes(rng: np.random.Generator, kinds: Ints) -> tuple[Ints, Ints]:
    """Return the number of adults and of children of each household."""
    many = len(kinds)
    adults = np.select(
        [kinds == _COUPLE, kinds == _FAMILY, kinds == _SHARED], [2, 2, rng.integers(2, 5, many)], default=1
    )
    children = np.where(
        (kinds == _FAMILY) | (kinds == _LONE_PARENT), rng.choice([1, 2, 3, 4], many, p=[0.40, 0.37, 0.16, 0.07]), 0
    )
    return adults.astype(np.int64), children.astype(np.int64)


def _roles(adults: Ints, children: Ints, kinds: Ints) -> tuple[Ints, Ints, Ints]:
    """Return household, place within it, and role of each member."""
    size = adults + children
    household = np.repeat(np.arange(len(size)), size)
    place = np.arange(size.sum()) - np.repeat(np.cumsum(size) - size, size)
    adult = place < adults[household]
    role = np.where(adult, np.where(place == 0, HEAD, PARTNER), CHILD)
    role = np.where(adult & (kinds[household] == _SHARED) & (place > 0), SHARER, role)
    return household, place, role


def _ages(rng: np.random.Generator, household: Ints, role: Ints, kinds: Ints) -> NDArray[np.float64]:
    """Return ages in years: partners near the head's, children a generation below, never negative."""
    many = len(kinds)
    head = np.where(rng.random(many) < 0.78, 18 + rng.gamma(2.0, 8.5, many), rng.uniform(30, 88, many))
    parent = (kinds == _FAMILY) | (kinds == _LONE_PARENT)
    head = np.clip(np.where(parent, 19 + rng.gamma(3.2, 7.5, many), head), 18, 92)
    own = head[household]
    near = np.clip(own + rng.normal(-1, 4, len(own)), 18, 93)
    sharer = np.clip(18 + rng.gamma(2.0, 7, len(own)), 18, 80)
    gap = 17 + rng.gamma(3.0, 4.0, len(own))
    child = np.where(own - gap < 0, rng.uniform(0, np.maximum(own - 17, 0.5)), own - gap)
    child = np.where(child > 34, rng.uniform(16, 34, len(own)), child)
    return np.select([role == HEAD, role == PARTNER, role == SHARER], [own, near, sharer], default=child)


def _sexes(rng: np.random.Generator, household: Ints, role: Ints, kinds: Ints) -> Bools:
    """Return who is female; most couples are of two sexes, most lone parents are mothers, sharers mostly men."""
    female_head = rng.random(len(kinds)) < np.select([kinds == _LONE_PARENT, kinds == _ALONE], [0.84, 0.44], 0.46)
    draw = rng.random(len(household))
    partner = np.where(draw < 0.96, ~female_head[household], female_head[household])
    other = draw < np.where(role == SHARER, 0.34, 0.488)
    found: Bools = np.select([role == HEAD, role == PARTNER], [female_head[household], partner], default=other)
    return found.astype(np.bool_)


def _head_of(household: Ints, role: Ints) -> Ints:
    heads = np.flatnonzero(role == HEAD)
    return heads[household]


def form_households(seed: int, people: int, as_at: int) -> Households:
    """Return households of exactly `people` members; the last one may have lost some."""
    rng = stream(seed, "households")
    kinds = rng.choice(5, people, p=_KIND_SHARE)
    adults, children = _sizes(rng, kinds)
    household, place, role = (each[:people] for each in _roles(adults, children, kinds))
    born_on = as_at - 1 - (_ages(rng, household, role, kinds) * 365.25).astype(np.int64) - rng.integers(0, 300, people)
    female = _sexes(rng, household, role, kinds)
    community = rng.choice(len(COMMUNITIES), people, p=_COMMUNITY_SHARE)
    head = _head_of(household, role)
    community = np.where((role != SHARER) & (rng.random(people) < 0.95), community[head], community)
    twin_of = np.full(people, -1, dtype=np.int64)
    second = np.flatnonzero((role[1:] == CHILD) & (role[:-1] == CHILD) & (household[1:] == household[:-1])) + 1
    first_pair = second[(place - adults[household])[second] == 1]
    twins = first_pair[rng.random(len(first_pair)) < 0.07]
    twin_of[twins] = twins - 1
    born_on[twins] = born_on[twins - 1]
    same_sex = twins[rng.random(len(twins)) < 0.6]
    female[same_sex] = female[same_sex - 1]
    namesake_of = np.full(people, -1, dtype=np.int64)
    alike = np.flatnonzero((role == CHILD) & (female == female[head]) & (twin_of < 0) & (community == community[head]))
    chosen = alike[rng.random(len(alike)) < 0.026]
    _, only = np.unique(household[chosen], return_index=True)
    namesake_of[chosen[only]] = head[chosen[only]]
    return Households(household, role, female, born_on, community, twin_of, namesake_of)
