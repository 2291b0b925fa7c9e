"""The county's people, one an index, in arrays: who they are, what they are called, where they live."""

from dataclasses import dataclass

import numpy as np

from concerted.analytics.synthetic.addresses import Homes, house_everyone
from concerted.analytics.synthetic.calendar_days import Days, Texts
from concerted.analytics.synthetic.households import SHARER, Bools, Households, Ints, form_households
from concerted.analytics.synthetic.lists import Floats
from concerted.analytics.synthetic.names import name_everyone
from concerted.analytics.synthetic.randomness import stream


@dataclass
class People:
    """Everybody, by index; `former_family` is empty where `renamed_on` is never."""

    given: Texts
    middle: Texts
    family: Texts
    former_family: Texts
    renamed_on: Days
    born_on: Days
    female: Bools
    household: Ints
    twin_of: Ints
    namesake_of: Ints
    pull: Floats
    homes: Homes

    def age_on(self, person: Ints, day: Days | int) -> Floats:
        """Return ages in years, with fractions."""
        years: Floats = (day - self.born_on[person]) / 365.25
        return years


def _pull(seed: int, groups: Households) -> Floats:
    """Return how likely each person is to be drawn into offending: it runs in households and friendships."""
    rng = stream(seed, "pull")
    home = rng.gamma(0.7, 1.0, int(groups.household.max()) + 1)[groups.household]
    own = rng.gamma(1.2, 1.0, len(home))
    twins = np.flatnonzero(groups.twin_of >= 0)
    own[twins] = 0.75 * own[groups.twin_of[twins]] + 0.25 * own[twins]
    mixed: Floats = (home + 0.15) * (own + 0.1)
    return mixed


def make_people(seed: int, people: int, as_at: int) -> People:
    """Return a county of `people` persons as they are on the day numbered `as_at`."""
    groups = form_households(seed, people, as_at)
    given, middle, family, former, renamed_on = name_everyone(seed, groups, as_at)
    pull = _pull(seed, groups)
    age = (as_at - groups.born_on) / 365.25
    restless = np.where(age < 17, 0.04, np.where(groups.role == SHARER, 0.7, 0.2 + 0.25 * (pull > np.median(pull))))
    return People(
        given=given,
        middle=middle,
        family=family,
        former_family=former,
        renamed_on=renamed_on,
        born_on=groups.born_on,
        female=groups.female,
        household=groups.household,
        twin_of=groups.twin_of,
        namesake_of=groups.namesake_of,
        pull=pull,
        homes=house_everyone(seed, groups.household, restless, as_at),
    )
