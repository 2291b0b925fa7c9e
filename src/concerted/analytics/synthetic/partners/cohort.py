"""The scheme's old spreadsheet of whom it manages: `iom_cohort.csv`, UTF-8, ISO dates, police ids."""

from pathlib import Path

import numpy as np

from concerted.analytics.synthetic.calendar_days import MISSING, NEVER, written
from concerted.analytics.synthetic.households import Ints
from concerted.analytics.synthetic.partners.filed import Filed, columns_of
from concerted.analytics.synthetic.randomness import stream
from concerted.analytics.synthetic.registers import Register
from concerted.analytics.synthetic.scheme import COLOURS, KINDS
from concerted.analytics.synthetic.world import World
from concerted.analytics.synthetic.writing import write_text

NAME = "iom_cohort.csv"


def write(world: World, out: Path, police: Register, named: Ints) -> Filed:
    """Write the cohort under police ids that occur in the police file; return what was filed."""
    rng = stream(world.seed, "cohort")
    scheme = world.lives.scheme
    careers = np.flatnonzero(scheme.from_on != NEVER)
    careers = careers[np.lexsort((careers, scheme.from_on[careers]))]
    person = world.person[careers]
    newest = np.full(len(world.people.given), -1, dtype=np.int64)
    newest[police.person[named]] = named
    known = newest[person] >= 0
    careers, entry = careers[known], newest[person][known]
    columns = columns_of(
        police_id=police.key[entry],
        adopted_on=written(scheme.from_on[careers], "%Y-%m-%d"),
        kind=rng.choice(KINDS, len(careers), p=[0.62, 0.26, 0.12]).astype(object),
        colour=rng.choice(COLOURS, len(careers), p=[0.3, 0.45, 0.25]).astype(object),
        left_on=written(np.where(scheme.until_on[careers] == NEVER, MISSING, scheme.until_on[careers]), "%Y-%m-%d"),
    )
    return Filed(NAME, write_text(out / NAME, columns))
