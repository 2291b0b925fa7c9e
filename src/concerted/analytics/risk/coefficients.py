"""The coefficients that ship with Concerted, read from the tables in `data/` (sources and licence: `SOURCES.md`)."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

DATA = files("concerted.analytics.risk") / "data"


@dataclass(frozen=True)
class Coefficients:
    """One predictor's numbers: `terms` by the name of the term, `offences` by the offence category."""

    terms: Mapping[str, float]
    offences: Mapping[str, float]


@cache
def hmpps_2026(predictor: str) -> Coefficients:
    """Return the coefficients of one 2026 predictor of HMPPS. Raises LookupError for a name the table lacks."""
    rows = [row for row in _rows("hmpps_2026_predictor_coefficients.csv") if row["predictor"] == predictor]
    if not rows:
        raise LookupError(f"The table of 2026 predictors has no {predictor}.")
    return Coefficients(
        terms={row["name"]: float(row["coefficient"]) for row in rows if row["kind"] == "term"},
        offences={row["name"]: float(row["coefficient"]) for row in rows if row["kind"] == "offence_category"},
    )


@cache
def ogrs3_table(term: str) -> Mapping[str, float]:
    """Return the nine-decimal OGRS3 coefficients of one term by level. Raises LookupError for an unknown term."""
    rows = [row for row in _rows("ogrs3_coefficients.csv") if row["term"] == term]
    if not rows:
        raise LookupError(f"The table of OGRS3 has no term '{term}'.")
    return {row["level"]: float(row["coefficient_9dp"]) for row in rows}


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((DATA / name).read_text(encoding="utf-8").splitlines()))
