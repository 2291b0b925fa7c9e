"""The goals that a run is held against, and whether it reaches them; ratios are those of one run."""

import math
from typing import NamedTuple

from measuring.apart import Run

COUNTY, LARGE, NATIONAL = 1_000_000, 10_000_000, 50_000_000
"""Events of a county, of the sizes between which growth is measured, and of a whole country."""


class Goal(NamedTuple):
    """One goal: what was wanted, what was found, and whether that meets it."""

    wanted: str
    found: str
    met: bool


def goals(found: dict[int, dict[str, Run]], commands: dict[str, float]) -> list[Goal]:
    """Return every goal that the sizes measured and the commands can be held against."""
    held = [*_of_commands(commands)]
    if COUNTY in found:
        held.append(_at_most("1 million events: fast within 0.5 s", found[COUNTY]["fast"].seconds, 0.5, "s"))
    if LARGE in found:
        large = found[LARGE]
        ratio = large["fast"].seconds / large["scan"].seconds
        held += [
            _at_most("10 million: fast within 6 x a scan of the columns", ratio, 6, "x"),
            _at_most("10 million: shards within 400 MB", large["shards"].megabytes, 400, "MB"),
            _at_most(
                "10 million: shards at least as fast as one query",
                large["shards"].seconds / large["one query"].seconds,
                1,
                "x",
            ),
        ]
    if COUNTY in found and LARGE in found:
        for name in ("shards", "fast"):
            growth = math.log10(found[LARGE][name].seconds / found[COUNTY][name].seconds)
            held.append(_at_most(f"1 to 10 million: exponent of growth of {name}", growth, 1.05, ""))
    if NATIONAL in found:
        held += _of_a_country(found[NATIONAL])
    for size, runs in found.items():
        answers = {run.result for name, run in runs.items() if name not in ("scan", "referee")}
        agree = len(answers) == 1 and runs["referee"].result
        told = f"{len(runs) - 1} of {len(runs) - 1}" if agree else f"{len(answers)} different"
        held.append(Goal(f"{size:,} events: identical cells", told, agree))
    return held


def _of_a_country(runs: dict[str, Run]) -> list[Goal]:
    fast, shards = runs["fast"], runs["shards"]
    return [
        _at_most("50 million: fast within 5 s", fast.seconds, 5, "s"),
        _at_most("50 million: fast within 5 x a scan of the columns", fast.seconds / runs["scan"].seconds, 5, "x"),
        _at_most("50 million: fast within 4.5 GB", fast.megabytes, 4500, "MB"),
        _at_most("50 million: shards within 35 s", shards.seconds, 35, "s"),
        _at_most("50 million: shards within 400 MB", shards.megabytes, 400, "MB"),
    ]


def _of_commands(commands: dict[str, float]) -> list[Goal]:
    return [_at_most(f"concerted {words}: processor time", taken, 0.5, "s") for words, taken in commands.items()]


def _at_most(wanted: str, found: float, limit: float, unit: str) -> Goal:
    return Goal(f"{wanted} (<= {limit:g} {unit})".replace(" )", ")"), f"{found:.2f} {unit}".strip(), found <= limit)
