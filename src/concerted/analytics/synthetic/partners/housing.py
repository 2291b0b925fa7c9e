"""Colchester's housing register: `housing_register.csv`, Latin-1, semicolons, dates like 03.02.2027, one name cell."""

from pathlib import Path

import numpy as np

from concerted.analytics.synthetic import dirt
from concerted.analytics.synthetic.calendar_days import NEVER, Days, Texts, written
from concerted.analytics.synthetic.households import Ints
from concerted.analytics.synthetic.lists import districts
from concerted.analytics.synthetic.partners.filed import Filed, columns_of, send_twice
from concerted.analytics.synthetic.randomness import stream
from concerted.analytics.synthetic.registers import Habits, Register, enrol
from concerted.analytics.synthetic.world import World
from concerted.analytics.synthetic.writing import write_text

NAME = "housing_register.csv"
HABITS = Habits("housing", "COL{n:06d}", care=1.1, twice=0.02, old_address=0.08)
_ACCENTS = {"Chloe": "Chloë", "Zoe": "Zoë", "Sian": "Siân", "Sinead": "Sinéad", "Roisin": "Róisín", "Esme": "Esmé"}


def _applicants(rng: np.random.Generator, world: World) -> Ints:
    """Return adults who live in Colchester: more of those with a record than of others."""
    people = world.people
    names = [each.name for each in districts()]
    here = people.homes.district[people.homes.now] == names.index("Colchester")
    adult = world.today - people.born_on > 18.2 * 365.25
    chance = np.full(len(people.given), 0.23)
    chance[world.person] = 0.40
    chance[world.person[world.lives.scheme.from_on != NEVER]] = 0.9
    return np.flatnonzero(here & adult & (rng.random(len(chance)) < chance))


def _names(world: World, register: Register, entry: Ints, day: Days) -> Texts:
    """Return names as `SURNAME, Forename Middle`, with the accents that other offices drop."""
    middle = world.people.middle[register.person[entry]]
    given = np.array([_ACCENTS.get(name, name) for name in register.given[entry].tolist()], dtype=object)
    family = np.array([name.upper() for name in register.family_on(entry, day).tolist()], dtype=object)
    names: Texts = family + ", " + given + np.where(middle == "", "", " ") + middle
    return names


def write(world: World, out: Path) -> Filed:
    """Write the file; return what was filed."""
    rng = stream(world.seed, "housing")
    applicants = np.repeat(_applicants(rng, world), 2)
    twice = world.today - 1 + np.tile([0, 1], len(applicants) // 2)
    register = enrol(world.seed, world.people, HABITS, applicants, twice)
    entry = np.arange(len(register.person))
    applied = world.today - 1 - (rng.gamma(1.2, 500, len(entry))).astype(np.int64)
    applied = np.maximum(applied, world.people.born_on[register.person] + int(18.05 * 365.25))
    order = np.argsort(applied, kind="stable")
    entry, applied = entry[order], applied[order]
    status = rng.choice(["waiting", "offered", "housed", "closed"], len(entry), p=[0.62, 0.06, 0.2, 0.12])
    since = applied + (rng.random(len(entry)) * np.maximum(world.today - applied, 1)).astype(np.int64)
    status_on = np.where(status == "waiting", applied, np.minimum(since, world.today - 1))
    columns = columns_of(
        application_no=register.key[entry],
        name=_names(world, register, entry, applied),
        dob=written(register.born_on[entry], "%d.%m.%Y"),
        sex=register.sex[entry],
        address=register.address_on(entry, applied),
        postcode=register.postcode_on(entry, applied),
        applied=written(applied, "%d.%m.%Y"),
        status=status.astype(object),
        status_on=written(status_on, "%d.%m.%Y"),
    )
    dirt.spoil(rng, columns["applied"], 0.001, [f"31.02.{world.as_at.year}", "01.01.2099"])
    dirt.spoil(rng, columns["dob"], 0.001, ["30.02.1990", "unknown"])
    dirt.spoil(rng, columns["status"], 0.001, ["pending", "?"])
    send_twice(rng, columns)
    rows = write_text(out / NAME, columns, delimiter=";", encoding="latin-1")
    return Filed(NAME, rows, "housing", register.key[entry], register.person[entry])
