"""Attendance at the drug and alcohol charity: `drug_alcohol_attendance.csv`, UTF-8, ISO dates, a row a week."""

from pathlib import Path

import numpy as np

from concerted.analytics.synthetic import dirt
from concerted.analytics.synthetic.calendar_days import NEVER, written
from concerted.analytics.synthetic.households import Ints
from concerted.analytics.synthetic.ledger import in_custody
from concerted.analytics.synthetic.lists import PROFILES
from concerted.analytics.synthetic.partners.filed import Filed, columns_of, send_twice
from concerted.analytics.synthetic.randomness import stream
from concerted.analytics.synthetic.registers import Habits, enrol
from concerted.analytics.synthetic.world import World
from concerted.analytics.synthetic.writing import write_text

NAME = "drug_alcohol_attendance.csv"
HABITS = Habits("drugs", "SS-{n:05d}", care=1.3, nickname=0.12, no_postcode=0.0)
CLIENTS_OF_60000 = 300
_LIKELY = ("shop", "dealer", "burglar", "disorder")


def _clients(rng: np.random.Generator, world: World) -> Ints:
    """Return the careers of clients: active adults, thieves and dealers first, some of the managed cohort."""
    careers, today = world.lives.careers, world.today
    adult = today - world.people.born_on[world.person] > 18.5 * 365.25
    lately = adult & (careers.ends_on > today - 500) & (careers.begins_on < today - 200)
    likely = np.isin(careers.profile, [PROFILES.index(name) for name in _LIKELY])
    weight = lately * np.where(likely, 4.0, 1.0) * np.where(world.lives.scheme.from_on != NEVER, 12.0, 1.0)
    many = max(6, round(CLIENTS_OF_60000 * len(world.people.given) / 60_000))
    many = min(many, int((weight > 0).sum()))
    return np.sort(rng.choice(len(weight), many, replace=False, p=weight / weight.sum()))


def write(world: World, out: Path) -> Filed:
    """Write the file; return what was filed."""
    rng = stream(world.seed, "drugs")
    clients = _clients(rng, world)
    weeks = np.where(rng.random(len(clients)) < 0.6, 26, rng.integers(3, 26, len(clients)))
    career = np.repeat(clients, weeks)
    number = np.arange(len(career)) - np.repeat(np.cumsum(weeks) - weeks, weeks)
    weekday = np.repeat(rng.integers(1, 7, len(clients)), weeks)
    day = world.today - weekday - 7 * number
    keen = np.repeat(rng.beta(5, 2, len(clients)), weeks)
    free = ~in_custody(world.lives.spells, career, day)
    career, day, came = career[free], day[free], (rng.random(len(career)) < keen)[free]
    order = np.lexsort((career, day))
    career, day, came = career[order], day[order], came[order]
    person = world.person[career]
    register = enrol(world.seed, world.people, HABITS, person, day)
    entry = register.entries(person, day)
    columns = columns_of(
        client_ref=register.key[entry],
        given_name=register.given[entry],
        family_name=register.family_on(entry, day),
        birth_date=written(register.born_on[entry], "%Y-%m-%d"),
        sex=register.sex[entry],
        attended_on=written(day, "%Y-%m-%d"),
        attended=np.where(came, "yes", "no").astype(object),
    )
    dirt.spoil(rng, columns["attended_on"], 0.001, [f"{world.as_at.year}-02-31", "2099-11-02"])
    dirt.spoil(rng, columns["attended"], 0.001, ["maybe", "Y?"])
    send_twice(rng, columns)
    named = np.unique(entry)
    return Filed(NAME, write_text(out / NAME, columns), "drugs", register.key[named], register.person[named])
