"""Weights of offences in days: one index and one edition at a time, never two mixed."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from concerted.analytics.harm.offences import DATA, Offence, normalised, offences
from concerted.kernel.errors import Refused

Basis = Literal["sourced", "assumed", "none"]

WHAT_POINTS_MEASURE = "Harm points measure the sentences that offences attract, not the suffering they cause."
"""S28: to be shown on every page that shows harm points."""

HUNDREDTHS = 100
"""Days are kept as whole hundredths, so that sums are exact in every engine."""

MEDIAN_DAYS = 10.0
"""The median weight of the 698 offences of the 2020 edition: no code is assumed to weigh more through its group."""

ASSUMED_THROUGH_GROUP = (
    "Not named in the edition: takes the smallest value sourced in its group (same parent group and same predictor "
    "category), if two offences of the group have a value or that value is one day, if it is not above 10 days, the "
    "median of the edition, and if the code's own class is not one whose named offences all weigh more."
)
"""The rule by which a code inherits its group's weight; our own, and shown as assumed."""

NOT_WEIGHTED = "Not named in the edition, and its group has no value that could be lent: not weighted."


@dataclass(frozen=True, slots=True)
class Weight:
    """What one offence weighs in days, 0 if not weighted, on what basis, and from where."""

    days: float
    basis: Basis
    source: str
    edition: str


@dataclass(frozen=True)
class Edition:
    """One edition of one index: a weight for each Home Office code it names. A code that is missing is not weighted."""

    name: str
    weights: Mapping[str, Weight]

    def weight_of(self, code: str | None) -> Weight:
        """Return the weight of a code in any shape that partners send; an unknown code is not weighted."""
        written = normalised(code)
        found = self.weights.get(written) if written is not None else None
        return found or Weight(0.0, "none", NOT_WEIGHTED, self.name)


DEFAULT_NAME = "Cambridge Crime Harm Index 2020, named offences (Concerted, November 2026)"


@cache
def default_edition() -> Edition:
    """Return the edition that ships: the named values of one index, what we assume from them, and nothing else."""
    named = _rows("cambridge_2020_named.csv")
    sourced = {r["code"]: _weight(r["days"], "sourced", f"{r['source']}: {r['offence']}") for r in named}
    nearest = {
        r["code"]: _weight(r["days"], "assumed", f"as {r['offence']}; {r['why']}")
        for r in _rows("cambridge_2020_nearest.csv")
    }
    names = {r["code"]: r["offence"] for r in named}
    lent = _lent(names, {code: weight.days for code, weight in sourced.items()})
    through_group = {code: _weight(days, "assumed", ASSUMED_THROUGH_GROUP) for code, days in lent.items()}
    return Edition(DEFAULT_NAME, through_group | nearest | sourced)


def same_edition(*editions: str) -> str:
    """Return the one edition of several scores. Raises Refused when they differ: such scores cannot be compared."""
    different = sorted(set(editions))
    if len(different) != 1:
        raise Refused(f"Harm points of different editions cannot be compared or added: {'; '.join(different)}.")
    return different[0]


def _weight(days: str | float, basis: Basis, source: str) -> Weight:
    return Weight(float(days), basis, source, DEFAULT_NAME)


def _lent(names: Mapping[str, str], days: Mapping[str, float]) -> dict[str, float]:
    """Return what the unnamed codes inherit, by `ASSUMED_THROUGH_GROUP`: `names` and `days` of the named codes."""
    by_group: dict[tuple[str, str | None], list[str]] = {}
    by_class: dict[str, list[str]] = {}
    for code in days:
        by_group.setdefault(_group(offences()[code]), []).append(code)
        by_class.setdefault(offences()[code].home_office_class, []).append(code)
    lent = {}
    for code, offence in offences().items():
        group = by_group.get(_group(offence), [])
        if code in days or not group:
            continue
        least = min(days[other] for other in group)
        several = len({names[other] for other in group}) > 1
        graver_class = all(days[other] > MEDIAN_DAYS for other in by_class.get(offence.home_office_class, [])) and (
            offence.home_office_class in by_class
        )
        if (several or least == 1) and least <= MEDIAN_DAYS and not graver_class:
            lent[code] = least
    return lent


def _group(offence: Offence) -> tuple[str, str | None]:
    return offence.group, offence.arp_category


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((DATA / name).read_text(encoding="utf-8").splitlines()))
