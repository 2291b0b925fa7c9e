"""The youth service's list of children: `youth_service.xlsx`, one sheet, real dates with some as text."""

from pathlib import Path

import numpy as np

from concerted.analytics.synthetic import dirt
from concerted.analytics.synthetic.calendar_days import MISSING, Days, Texts
from concerted.analytics.synthetic.households import Ints
from concerted.analytics.synthetic.partners.filed import Filed, columns_of, send_twice
from concerted.analytics.synthetic.partners.sheet_days import day_cells
from concerted.analytics.synthetic.randomness import stream
from concerted.analytics.synthetic.registers import Habits, enrol
from concerted.analytics.synthetic.workbook import write_workbook
from concerted.analytics.synthetic.world import World

NAME = "youth_service.xlsx"
HABITS = Habits("youth", "Y{n:05d}", care=0.9, former_name=0.05)
_REASONS = (
    "youth caution",
    "referral order",
    "referral order",
    "referral order",
    "youth rehabilitation order",
    "youth rehabilitation order",
    "detention and training order",
)


def _children(rng: np.random.Generator, world: World) -> tuple[Ints, Days, Texts]:
    """Return person, start and reason: children sanctioned in the last five years, and some who never were."""
    offences, born_on = world.lives.offences, world.people.born_on
    rows = np.flatnonzero(offences.proven_on > world.today - 5 * 365)
    person = world.person[offences.career[rows]]
    age = (offences.proven_on[rows] - born_on[person]) / 365.25
    rows, person = rows[(age >= 10.1) & (age < 17.95)], person[(age >= 10.1) & (age < 17.95)]
    _, first = np.unique(np.stack([person, offences.proven_on[rows]]), axis=1, return_index=True)
    reason = np.array(_REASONS, dtype=object)[offences.disposal[rows[first]]]
    now = (world.today - born_on) / 365.25
    young = np.setdiff1d(np.flatnonzero((now >= 10.3) & (now < 17.9)), person)
    extra = young[rng.random(len(young)) < 0.05]
    since = world.today - 1 - rng.integers(0, 100, len(extra))
    people = np.concatenate([person[first], extra])
    started = np.concatenate([offences.proven_on[rows[first]] + 7, since])
    why = np.concatenate([reason, np.full(len(extra), "prevention", dtype=object)])
    known = started < world.today
    return people[known], started[known], why[known]


def write(world: World, out: Path) -> Filed:
    """Write the file; return what was filed."""
    rng = stream(world.seed, "youth")
    person, started, reason = _children(rng, world)
    order = np.lexsort((person, started))
    person, started, reason = person[order], started[order], reason[order]
    register = enrol(world.seed, world.people, HABITS, person, started)
    entry = register.entries(person, started)
    ended = started + rng.choice([90, 120, 180, 365], len(started))
    columns = columns_of(
        child_ref=register.key[entry],
        given_name=register.given[entry],
        family_name=register.family_on(entry, started),
        birth_date=day_cells(rng, register.born_on[entry], as_text=0.03),
        sex=register.sex[entry],
        started_on=day_cells(rng, started, as_text=0.02),
        ended_on=day_cells(rng, np.where(ended < world.today, ended, MISSING), as_text=0.02),
        reason=reason,
    )
    dirt.spoil(rng, columns["started_on"], 0.001, [f"31/02/{world.as_at.year}"])
    dirt.spoil(rng, columns["reason"], 0.001, ["n/k"])
    send_twice(rng, columns)
    rows = write_workbook(out / NAME, {"Children": columns})
    named = np.unique(entry)
    return Filed(NAME, rows, "youth", register.key[named], register.person[named])
