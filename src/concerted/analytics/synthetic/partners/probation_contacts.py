"""Probation's contacts of the last months: appointments kept and missed, breaches, recalls."""

import numpy as np

from concerted.analytics.synthetic.calendar_days import Days, Texts, off_weekends
from concerted.analytics.synthetic.households import Ints
from concerted.analytics.synthetic.ledger import in_custody
from concerted.analytics.synthetic.world import World

DAYS = 120


def _appointments(rng: np.random.Generator, world: World) -> tuple[Ints, Days, Texts]:
    """Return a fortnightly appointment of everybody on the latest caseload while at liberty."""
    load = world.caseload
    latest = load.snapshot_on == load.snapshot_on.max()
    people, since = load.career[latest], load.sentenced_on[latest]
    each = DAYS // 14
    career = np.repeat(people, each)
    start = np.repeat(rng.integers(1, 15, len(people)), each)
    day = off_weekends(world.today - start - 14 * np.tile(np.arange(each), len(people)) - 2)
    steady = np.repeat(rng.beta(6, 1.6, len(people)), each)
    draw = rng.random(len(career))
    missed = draw > steady
    kind = np.where(missed & (draw > 0.985), "breach", np.where(missed, "missed appointment", "kept appointment"))
    held = (day > np.repeat(since, each)) & (day < world.today) & ~in_custody(world.lives.spells, career, day)
    return career[held], day[held], kind[held].astype(object)


def recalls(world: World) -> tuple[Ints, Days]:
    """Return career and day of the recalls of adults in the last `DAYS` days."""
    spells = world.lives.spells
    adult = (spells.received_on - world.people.born_on[world.person[spells.career]]) / 365.25 >= 18.1
    lately = (spells.received_on > world.today - DAYS) & (spells.received_on < world.today)
    rows = np.flatnonzero(spells.recalled & adult & lately)
    return spells.career[rows], spells.received_on[rows]


def contact_rows(rng: np.random.Generator, world: World) -> tuple[Ints, Days, Texts]:
    """Return career, day and kind of each contact, in order of day."""
    career, day, kind = _appointments(rng, world)
    back, back_on = recalls(world)
    career, day = np.concatenate([career, back]), np.concatenate([day, back_on])
    kind = np.concatenate([kind, np.full(len(back), "recall", dtype=object)])
    order = np.lexsort((career, day))
    return career[order], day[order], kind[order]
