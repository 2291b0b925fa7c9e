"""Prison releases: `prison_releases.csv`, UTF-8 with a mark at its start, dates like 03-Feb-2027.

Each stay has a row when it begins and one each time that the planned day changes: the latest `stated_on` holds.
"""

from pathlib import Path

import numpy as np

from concerted.analytics.synthetic import dirt
from concerted.analytics.synthetic.calendar_days import MISSING, Days, written
from concerted.analytics.synthetic.households import Ints
from concerted.analytics.synthetic.lives import off_release
from concerted.analytics.synthetic.partners.filed import Filed, columns_of, send_twice
from concerted.analytics.synthetic.randomness import stream
from concerted.analytics.synthetic.registers import Habits, enrol
from concerted.analytics.synthetic.world import World
from concerted.analytics.synthetic.writing import write_text

NAME = "prison_releases.csv"
HABITS = Habits("prisons", "A{n:05d}Z", care=0.9, nickname=0.03, no_postcode=0.0)
YEARS = 4
_DATES = "%d-%b-%Y"


def _statements(rng: np.random.Generator, world: World) -> tuple[Ints, Days, Days, Ints]:
    """Return stay, stated day, stated release and whether it is a change, in order of statement."""
    spells, last = world.lives.spells, world.today - 1
    stays = np.flatnonzero((spells.release_on >= world.today - YEARS * 365) & (spells.received_on < world.today))
    received, release = spells.received_on[stays], spells.release_on[stays]
    first = np.minimum(received + rng.integers(1, 12, len(stays)), last)
    span = np.minimum(release, world.today) - first
    changes = (rng.random(len(stays)) < 0.34) & (span > 6)
    moved = rng.choice([-21, -14, -7, 7, 14, 21, 28, 42, 56], len(stays))
    planned = np.where(changes, np.maximum(off_release(release + moved), received + 5), release)
    changes &= planned != release
    again = np.flatnonzero(changes)
    when = first[again] + 2 + (rng.random(len(again)) * (span[again] - 4)).astype(np.int64)
    stay = np.concatenate([stays, stays[again]])
    stated = np.concatenate([first, np.minimum(when, last)])
    says = np.concatenate([np.where(changes, planned, release), release[again]])
    change = np.concatenate([np.zeros(len(stays), dtype=np.int64), np.ones(len(again), dtype=np.int64)])
    order = np.lexsort((change, stay, stated))
    return stay[order], stated[order], says[order], change[order]


def write(world: World, out: Path) -> Filed:
    """Write the file; return what was filed."""
    rng = stream(world.seed, "prisons")
    stay, stated, says, change = _statements(rng, world)
    spells = world.lives.spells
    person = world.person[spells.career[stay]]
    register = enrol(world.seed, world.people, HABITS, person, spells.received_on[stay])
    # The prison number stays through a stay, so the entry is that of the day it began.
    entry = register.entries(person, spells.received_on[stay])
    forenames = (
        register.given[entry] + np.where(world.people.middle[person] == "", "", " ") + world.people.middle[person]
    )
    reason = np.where(change > 0, "changed date", np.where(spells.recalled[stay], "recall", "release"))
    licence = np.where(dirt.some(rng, len(stay), 0.03), MISSING, spells.licence_ends_on[stay])
    columns = columns_of(
        prison_no=register.key[entry],
        surname=[name.upper() for name in register.family_on(entry, stated).tolist()],
        forenames=forenames,
        dob=written(register.born_on[entry], _DATES),
        sex=register.sex[entry],
        received_on=written(spells.received_on[stay], _DATES),
        release_on=written(says, _DATES),
        licence_ends_on=written(licence, _DATES),
        stated_on=written(stated, _DATES),
        reason=reason.astype(object),
    )
    year = world.as_at.year
    dirt.spoil(rng, columns["release_on"], 0.0015, [f"31-Feb-{year}", "03-Feb-2099", "to be confirmed"])
    dirt.spoil(rng, columns["dob"], 0.0010, ["30-Feb-1991", "01-Jan-2099"])
    send_twice(rng, columns)
    rows = write_text(out / NAME, columns, encoding="utf-8-sig")
    named = np.unique(entry)
    return Filed(NAME, rows, "prisons", register.key[named], register.person[named])
