"""Whose careers they are: each career that came to anybody's notice is given to a person of its age and sex."""

from dataclasses import fields, replace
from typing import TypeVar

import numpy as np

from concerted.analytics.synthetic.calendar_days import NEVER, Days
from concerted.analytics.synthetic.households import Bools, Ints
from concerted.analytics.synthetic.ledger import Offences, Orders, Spells
from concerted.analytics.synthetic.lists import Floats
from concerted.analytics.synthetic.lives import Lives
from concerted.analytics.synthetic.people import People
from concerted.analytics.synthetic.randomness import stream

_Ledger = TypeVar("_Ledger", Offences, Spells, Orders)
_NEAREST_YEARS = (0, 1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6, -6)
_YEAR_EDGES = np.arange(-100 * 365, 100 * 365, 365)


def _match(rng: np.random.Generator, wanted_born: Days, born_on: Days, pull: Floats) -> tuple[Ints, Ints]:
    """Match careers, first come first served, to people born about the same day; return both sides' indices."""
    wanted = np.digitize(wanted_born, _YEAR_EDGES)
    cell = np.digitize(born_on, _YEAR_EDGES)
    key = rng.random(len(born_on)) ** (1 / pull)
    left: dict[int, list[int]] = {}
    for index in np.argsort(key, kind="stable"):
        left.setdefault(int(cell[index]), []).append(int(index))
    careers, takers = [], []
    for index, year in enumerate(wanted.tolist()):
        pool = next((left[year + near] for near in _NEAREST_YEARS if left.get(year + near)), None)
        if pool:
            careers.append(index)
            takers.append(pool.pop())
    return np.array(careers, dtype=np.int64), np.array(takers, dtype=np.int64)


def cast(seed: int, people: People, lives: Lives) -> Ints:
    """Return the person of each career, -1 for the careers that nobody ever noticed; sets those people's birth days.

    Members of the managed cohort come first, so that none of them is left without a person.
    """
    rng = stream(seed, "casting")
    careers, offences = lives.careers, lives.offences
    person = np.full(len(careers.born_on), -1, dtype=np.int64)
    noticed: Bools = np.zeros(len(person), dtype=np.bool_)
    noticed[offences.career[offences.detected]] = True
    managed = lives.scheme.from_on != NEVER
    order = np.lexsort((rng.random(len(person)), ~managed))
    order = order[noticed[order] | managed[order]]
    for sex in (False, True):
        chosen = order[careers.female[order] == sex]
        pool = np.flatnonzero(people.female == sex)
        which, takers = _match(rng, careers.born_on[chosen], people.born_on[pool], people.pull[pool])
        person[chosen[which]] = pool[takers]
    _set_births(people, person, careers.born_on)
    # A twin's career may now begin too early: nobody under ten answers for an offence.
    early = (person >= 0) & (careers.begins_on < people.born_on[person] + 10 * 365.25 + 30) & ~managed
    return np.where(early, -1, person)


def _set_births(people: People, person: Ints, born_on: Days) -> None:
    """Make people as old as their careers; of twins who both have one, both are as old as the first."""
    held = np.flatnonzero(person >= 0)[::-1]
    people.born_on[person[held]] = born_on[held]
    twin_of = people.twin_of
    for index in held.tolist():
        if twin_of[person[index]] >= 0:
            people.born_on[twin_of[person[index]]] = born_on[index]
    second = np.flatnonzero(twin_of >= 0)
    people.born_on[second] = people.born_on[twin_of[second]]


def keep_cast(lives: Lives, person: Ints) -> tuple[Lives, Ints]:
    """Return the lives of careers that have a person, renumbered, and the person of each."""
    held = np.flatnonzero(person >= 0)
    place = np.full(len(person), -1, dtype=np.int64)
    place[held] = np.arange(len(held))

    def kept(ledger: _Ledger) -> _Ledger:
        rows = np.flatnonzero(person[ledger.career] >= 0)
        columns = {each.name: getattr(ledger, each.name)[rows] for each in fields(ledger)}
        return replace(ledger, **columns | {"career": place[columns["career"]]})

    scheme = replace(
        lives.scheme,
        from_on=lives.scheme.from_on[held],
        until_on=lives.scheme.until_on[held],
        prevented=[(place[who], day, code) for who, day, code in lives.scheme.prevented],
    )
    careers = replace(lives.careers, **{f.name: getattr(lives.careers, f.name)[held] for f in fields(lives.careers)})
    offences, spells, orders = kept(lives.offences), kept(lives.spells), kept(lives.orders)
    return Lives(careers, offences, spells, orders, scheme), person[held]
