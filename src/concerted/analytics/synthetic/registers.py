"""Registers: how each partner knows people. One entry is one id of one source; some people have two.

What an office once wrote wrongly stays wrong in its register; rows that it sends vary a little more. A person's
name and address are those of the day that the office wrote them down.
"""

from dataclasses import dataclass

import numpy as np

from concerted.analytics.synthetic import dirt
from concerted.analytics.synthetic.calendar_days import MISSING, NEVER, Days, Texts
from concerted.analytics.synthetic.households import Bools, Ints
from concerted.analytics.synthetic.lists import districts
from concerted.analytics.synthetic.people import People
from concerted.analytics.synthetic.randomness import stream


@dataclass(frozen=True)
class Habits:
    """How an office writes people down; shares of its entries."""

    source: str
    key: str
    care: float = 1.0
    twice: float = 0.025
    nickname: float = 0.08
    typo: float = 0.075
    former_name: float = 0.12
    birth_wrong: float = 0.05
    birth_missing: float = 0.035
    birth_default: float = 0.025
    no_postcode: float = 0.10
    old_address: float = 0.06
    no_address: float = 0.03


@dataclass
class Register:
    """A source's entries in order of key; `second` is the entry from `second_from` on of people who have two."""

    habits: Habits
    people: People
    key: Texts
    person: Ints
    given: Texts
    family: Texts
    former: Texts
    keeps_former: Bools
    born_on: Days
    sex: Texts
    old_address: Bools
    no_postcode: Bools
    no_address: Bools
    joined: Bools
    lower: Bools
    entry: Ints
    second: Ints
    second_from: Days

    def entries(self, person: Ints, day: Days) -> Ints:
        """Return the entry under which the office wrote each person down on each day."""
        later = (self.second[person] >= 0) & (day >= self.second_from[person])
        return np.where(later, self.second[person], self.entry[person])

    def family_on(self, entry: Ints, day: Days) -> Texts:
        """Return the surname in use on each day."""
        old = (day < self.people.renamed_on[self.person[entry]]) & (self.former[entry] != "")
        return np.where(old | self.keeps_former[entry], self.former[entry], self.family[entry])

    def home_on(self, entry: Ints, day: Days) -> Ints:
        """Return the index of the address that the office had on each day: some are out of date."""
        late = np.where(self.old_address[entry], 900, 20)
        return self.people.homes.at(self.person[entry], day - late)

    def address_on(self, entry: Ints, day: Days, *, short: bool = False) -> Texts:
        """Return addresses, empty where the office had none."""
        homes = self.people.homes
        line = (homes.short if short else homes.line)[self.home_on(entry, day)]
        return np.where(self.no_address[entry], "", line)

    def postcode_on(self, entry: Ints, day: Days) -> Texts:
        """Return postcodes, some without the space or in small letters, empty where the office had none."""
        code = self.people.homes.postcode[self.home_on(entry, day)]
        rows = np.flatnonzero(self.joined[entry])
        code[rows] = [text.replace(" ", "") for text in code[rows]]
        rows = np.flatnonzero(self.lower[entry])
        code[rows] = [text.lower() for text in code[rows]]
        return np.where(self.no_postcode[entry] | self.no_address[entry], "", code)

    def district_on(self, entry: Ints, day: Days) -> Ints:
        """Return districts by index."""
        return self.people.homes.district[self.home_on(entry, day)]


def _twice(rng: np.random.Generator, person: Ints, day: Days, many: int, share: float) -> tuple[Ints, Days]:
    """Return the persons of all entries in a mixed order, and from which day those with two have the second.

    Two entries go to people who occur on two days at least, the second from a day between.
    """
    everyone = np.unique(person)
    first = np.full(many, NEVER, dtype=np.int64)
    last = np.full(many, MISSING, dtype=np.int64)
    np.minimum.at(first, person, day)
    np.maximum.at(last, person, day)
    open_to = everyone[last[everyone] > first[everyone]]
    wanted = min(len(open_to), max(1, round(share * len(everyone))))
    again = rng.choice(open_to, wanted, replace=False)
    second_from = np.full(many, NEVER, dtype=np.int64)
    second_from[again] = first[again] + 1 + (rng.random(wanted) * (last[again] - first[again])).astype(np.int64)
    return rng.permutation(np.concatenate([everyone, again])), second_from


def enrol(world_seed: int, people: People, habits: Habits, person: Ints, day: Days) -> Register:
    """Return the register of an office that met these people on these days (one of both a meeting)."""
    rng = stream(world_seed, "register " + habits.source)
    many = len(people.given)
    entries, second_from = _twice(rng, person, day, many, habits.twice)
    place = np.arange(len(entries))
    entry = np.full(many, -1, dtype=np.int64)
    second = np.full(many, -1, dtype=np.int64)
    entry[entries[::-1]] = place[::-1]
    last = np.full(many, -1, dtype=np.int64)
    last[entries] = place
    second[entries] = np.where(last[entries] != entry[entries], last[entries], -1)
    count = len(entries)
    given, family, former = _names(rng, people, habits, entries)
    born_on = dirt.wrong_births(rng, people.born_on[entries], dirt.some(rng, count, habits.birth_wrong * habits.care))
    missing = dirt.some(rng, count, habits.birth_missing * habits.care)
    default = dirt.some(rng, count, habits.birth_default * habits.care)
    sex = np.where(people.female[entries], "F", "M").astype(object)
    sex[dirt.some(rng, count, 0.006)] = "U"
    steps = 1_000 + np.cumsum(rng.integers(1, 40, count))
    return Register(
        habits=habits,
        people=people,
        key=np.array([habits.key.format(n=n) for n in steps.tolist()], dtype=object),
        person=entries,
        given=given,
        family=family,
        former=former,
        keeps_former=dirt.some(rng, count, habits.former_name) & (former != ""),
        born_on=dirt.lost_births(rng, born_on, missing, default),
        sex=sex,
        old_address=dirt.some(rng, count, habits.old_address),
        no_postcode=dirt.some(rng, count, habits.no_postcode * habits.care),
        no_address=dirt.some(rng, count, habits.no_address),
        joined=dirt.some(rng, count, 0.04),
        lower=dirt.some(rng, count, 0.02),
        entry=entry,
        second=second,
        second_from=second_from,
    )


def _names(rng: np.random.Generator, people: People, habits: Habits, entries: Ints) -> tuple[Texts, Texts, Texts]:
    """Return given, family and former family names as the office has them."""
    count, care = len(entries), habits.care
    given, family = people.given[entries], people.family[entries]
    given = dirt.on_rows(rng, given, dirt.some(rng, count, habits.nickname * 1.9 * care), dirt.shorten)
    given = dirt.on_rows(rng, given, dirt.some(rng, count, habits.typo * 0.5 * care), dirt.mistype)
    family = dirt.on_rows(rng, family, dirt.some(rng, count, 0.3), dirt.respell)
    family = dirt.on_rows(rng, family, dirt.some(rng, count, habits.typo * 0.5 * care), dirt.mistype)
    swapped = dirt.some(rng, count, 0.004 * care)
    given, family = np.where(swapped, family, given), np.where(swapped, given, family)
    return given, family, people.former_family[entries]


def district_texts(rng: np.random.Generator, district: Ints, *, codes: float, odd: float) -> Texts:
    """Return districts as an office writes them: mostly names, some codes, some in its own spelling."""
    known = districts()
    names = np.array([each.name for each in known], dtype=object)[district]
    code = np.array([each.code for each in known], dtype=object)[district]
    draw = rng.random(len(district))
    texts = np.where(draw < codes, code, names)
    for row in np.flatnonzero((draw >= codes) & (draw < codes + odd)).tolist():
        spellings = known[district[row]].spellings
        texts[row] = spellings[row % len(spellings)]
    return texts
