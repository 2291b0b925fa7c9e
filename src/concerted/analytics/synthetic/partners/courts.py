"""Court results and cautions: `court_results.csv`, UTF-8, commas, ISO dates; every sanction since the first."""

from pathlib import Path

import numpy as np

from concerted.analytics.synthetic import dirt
from concerted.analytics.synthetic.calendar_days import MISSING, written
from concerted.analytics.synthetic.lists import catalogue
from concerted.analytics.synthetic.partners.filed import Filed, columns_of, send_twice
from concerted.analytics.synthetic.randomness import stream
from concerted.analytics.synthetic.registers import Habits, district_texts, enrol
from concerted.analytics.synthetic.sentencing import DISPOSALS
from concerted.analytics.synthetic.world import World
from concerted.analytics.synthetic.writing import write_text

NAME = "court_results.csv"
HABITS = Habits("courts", "CP{n:07d}", care=0.9, nickname=0.04)


def write(world: World, out: Path) -> Filed:
    """Write the file; return what was filed."""
    rng = stream(world.seed, "courts")
    offences = world.lives.offences
    rows = np.flatnonzero(offences.proven_on > MISSING)
    rows = rows[np.lexsort((offences.committed_on[rows], offences.career[rows], offences.proven_on[rows]))]
    person, day = world.person[offences.career[rows]], offences.proven_on[rows]
    register = enrol(world.seed, world.people, HABITS, person, day)
    entry = register.entries(person, day)
    columns = columns_of(
        result_ref=[f"R{n:08d}" for n in range(10_001, 10_001 + len(rows))],
        court_person_id=register.key[entry],
        given_name=register.given[entry],
        family_name=register.family_on(entry, day),
        birth_date=written(register.born_on[entry], "%Y-%m-%d"),
        sex=register.sex[entry],
        postcode=register.postcode_on(entry, day),
        district=district_texts(rng, register.district_on(entry, day), codes=0.03, odd=0.015),
        offence_code=catalogue().code[offences.code[rows]],
        offence=catalogue().offence[offences.code[rows]],
        committed_on=written(offences.committed_on[rows], "%Y-%m-%d"),
        proven_on=written(day, "%Y-%m-%d"),
        disposal=np.array(DISPOSALS, dtype=object)[offences.disposal[rows]],
        order_ends_on=written(offences.order_ends_on[rows], "%Y-%m-%d"),
    )
    year = world.as_at.year
    dirt.spoil(rng, columns["committed_on"], 0.0006, [f"{year}-02-31", "2099-05-01", "31/02/2019"])
    dirt.spoil(rng, columns["proven_on"], 0.0004, ["2099-01-15", f"{year - 1}-06-31"])
    dirt.spoil(rng, columns["birth_date"], 0.0004, ["1987-02-30", "2099-12-31"])
    dirt.spoil(rng, columns["offence_code"], 0.0010, ["4600", "XX123", "", "99999X"])
    dirt.spoil(rng, columns["disposal"], 0.0004, ["see file", "community ordr"])
    dirt.spoil(rng, columns["district"], 0.0010, ["Colchestr ", "Unknown", "Essex"])
    send_twice(rng, columns)
    named = np.unique(entry)
    return Filed(NAME, write_text(out / NAME, columns), "courts", register.key[named], register.person[named])
