"""Given names by sex, birth and community; surnames by family, with changes on marriage and double barrels."""

import numpy as np

from concerted.analytics.synthetic.calendar_days import NEVER, Days, Texts
from concerted.analytics.synthetic.households import CHILD, COMMUNITIES, HEAD, PARTNER, SHARER, Bools, Households, Ints
from concerted.analytics.synthetic.lists import Floats, given_names, surnames
from concerted.analytics.synthetic.randomness import stream


def _falling(many: int, offset: float, power: float) -> Floats:
    """Return the cumulated chances of ranks that fall like Zipf's law."""
    weight = (np.arange(many) + offset) ** -power
    cumulated: Floats = np.cumsum(weight / weight.sum())
    return cumulated


def _drawn(rng: np.random.Generator, names: Texts, many: int, offset: float, power: float) -> Texts:
    return names[np.minimum(np.searchsorted(_falling(len(names), offset, power), rng.random(many)), len(names) - 1)]


def draw_given(rng: np.random.Generator, female: Bools, born_year: Ints, community: Ints) -> Texts:
    """Return a given name for each person."""
    names = np.full(len(female), "Alex", dtype=object)
    year = np.clip(born_year, 1930, 2030)
    for each in given_names():
        mask = (community == COMMUNITIES.index(each.community)) & (female == (each.sex == "F"))
        mask &= (year >= each.born_from) & (year <= each.born_to)
        names[mask] = _drawn(rng, each.names, int(mask.sum()), 5, 0.75)
    return names


def draw_surname(rng: np.random.Generator, community: Ints) -> Texts:
    """Return a surname for each person, common ones often, most of the list rarely."""
    found = np.full(len(community), "", dtype=object)
    for position, name in enumerate(COMMUNITIES):
        mask = community == position
        power = 0.85 if name == "british" else 0.6
        found[mask] = _drawn(rng, surnames()[name], int(mask.sum()), 8, power)
    return found


def _different(rng: np.random.Generator, given: Texts, other: Ints, homes: Households, year: Ints) -> None:
    """Give twins another name than their twin's, in place."""
    twins = np.flatnonzero(other >= 0)
    for _ in range(20):
        twins = twins[given[twins] == given[other[twins]]]
        if not len(twins):
            return
        given[twins] = draw_given(rng, homes.female[twins], year[twins], homes.community[twins])


def name_everyone(seed: int, homes: Households, as_at: int) -> tuple[Texts, Texts, Texts, Texts, Days]:
    """Return given, middle, family and former family names, and the day of each change (`NEVER` if none)."""
    rng = stream(seed, "names")
    many = len(homes.female)
    year = 1970 + (homes.born_on // 365.25).astype(np.int64)
    given = draw_given(rng, homes.female, year, homes.community)
    _different(rng, given, homes.twin_of, homes, year)
    middle = np.where(rng.random(many) < 0.55, draw_given(rng, homes.female, year, homes.community), "")
    own = draw_surname(rng, homes.community)
    head = np.flatnonzero(homes.role == HEAD)[homes.household]
    namesake = homes.namesake_of >= 0
    given[namesake] = given[homes.namesake_of[namesake]]
    family = own.copy()
    married = (homes.role == PARTNER) & (rng.random(many) < 0.55)
    family[married] = own[head[married]]
    barrelled_home = rng.random(many) < 0.035
    child = (homes.role == CHILD) & ((rng.random(many) < 0.86) | (homes.twin_of >= 0) | namesake)
    twinned = np.zeros(many, dtype=np.bool_)
    twinned[homes.twin_of[homes.twin_of >= 0]] = True
    child |= (homes.role == CHILD) & twinned
    family[child] = own[head[child]]
    barrelled = (homes.role == CHILD) & barrelled_home[head] & ~namesake
    family[barrelled] = family[barrelled] + "-" + own[np.minimum(head + 1, many - 1)[barrelled]]
    alone = (homes.role != CHILD) & (rng.random(many) < 0.012)
    family[alone] = family[alone] + "-" + draw_surname(rng, homes.community)[alone]
    return given, middle, family, *_changes(rng, homes, family, own, married, as_at)


def _changes(
    rng: np.random.Generator, homes: Households, family: Texts, own: Texts, married: Bools, as_at: int
) -> tuple[Texts, Days]:
    """Return former names and the days they changed: most wives, some women on their own, few men."""
    many = len(family)
    age = (as_at - homes.born_on) / 365.25
    chance = np.where(homes.female, np.where(homes.role == SHARER, 0.2, 0.32), 0.02)
    changed = (age > 21) & (homes.role != CHILD) & ((married & homes.female) | (rng.random(many) < chance))
    other = draw_surname(rng, homes.community)
    former = np.where(changed, np.where(family == own, other, own), "")
    wed_age = np.clip(rng.normal(28, 6, many), 18.5, None)
    long_ago = homes.born_on + (wed_age * 365.25).astype(np.int64)
    recent = as_at - rng.integers(30, 7 * 365, many)
    changed_on = np.where(rng.random(many) < 0.45, recent, np.minimum(long_ago, as_at - 30))
    changed_on = np.maximum(changed_on, homes.born_on + int(18.2 * 365.25))
    real = changed & (former != family)
    return np.where(real, former, ""), np.where(real, changed_on, NEVER)
