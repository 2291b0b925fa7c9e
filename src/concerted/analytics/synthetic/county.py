"""Makes a county: its partners' files in a folder, and the truth in a folder beside them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from concerted.analytics.synthetic.partners import cohort, courts, drugs, housing, police, prisons, probation, youth
from concerted.analytics.synthetic.partners.filed import Filed
from concerted.analytics.synthetic.truth import write_truth
from concerted.analytics.synthetic.world import World, make_world

SMALLEST = 500


@dataclass
class County:
    """What was made: the world in memory and the files that were written."""

    world: World
    files: list[Filed]
    out: Path


def _quiet(_: str) -> None:
    """Say nothing."""


def make_county(*, seed: int, people: int, as_at: date, out: Path, say: Callable[[str], None] = _quiet) -> County:
    """Write the files of a county of `people` as partners would send them on the morning of `as_at`.

    Equal arguments write equal bytes. `out` is made if it is missing; files of the same names are replaced.
    Raises ValueError under `SMALLEST` people, where no cohort can be drawn.
    """
    if people < SMALLEST:
        raise ValueError(f"a county needs at least {SMALLEST} people, not {people}")
    truth = out / "truth"
    truth.mkdir(parents=True, exist_ok=True)
    say(f"living the lives of {people:,} people up to {as_at.isoformat()}")
    world = make_world(seed, people, as_at)
    in_police, register, named = police.write(world, out)
    say(f"{in_police.name}: {in_police.rows:,} rows")
    files = [in_police]
    for partner in (courts, probation, prisons, housing, drugs, youth):
        files.append(partner.write(world, out))
        say(f"{files[-1].name}: {files[-1].rows:,} rows")
    files.append(cohort.write(world, out, register, named))
    say(f"{files[-1].name}: {files[-1].rows:,} rows")
    say("writing the truth beside them")
    write_truth(world, files, truth)
    return County(world, files, out)
