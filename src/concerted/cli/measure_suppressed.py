"""Figures to hand on: small cells hidden by `analytics.disclosure`, and nothing beside them that gives them away."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pyarrow as pa

from concerted.analytics.disclosure import Settings, suppressed
from concerted.analytics.intervals import wilson
from concerted.analytics.measures.specification import Shows, Specification
from concerted.cli.measure_printing import COUNTS, Answer

ADULT = 18
RATE = (
    "reoffenders divided by offenders, both rounded, a share between 0 and 1; interval of 95 %: Wilson, of the rounded "
    "counts, and none of a year or of a mean"
)


def suppressed_cells(spec: Specification, rates: pa.Table, settings: Settings) -> list[dict[str, Any]]:
    """Return the cells under the words of the command line, with a `state` each; what is not shown is None.

    Rates, means and intervals are those of the rounded counts. A year has no interval: that of persons who repeat
    would rest on counts that are not handed on. Raises NotProved when a small count could be worked out all the same.
    """
    period = "year" if "year" in rates.column_names else "quarter"
    provisional = dict(zip(rates[period].to_pylist(), rates["provisional"].to_pylist(), strict=True))
    table = rates.rename_columns({"year": "quarter"}) if period == "year" else rates
    children = spec.ages.oldest is not None and spec.ages.oldest < ADULT
    return [
        _cell(row, spec, period) | {"provisional": provisional[row["quarter"]], "state": row["state"]}
        for row in suppressed(table, settings, children=children).to_pylist()
    ]


def _cell(row: Mapping[str, Any], spec: Specification, period: str) -> dict[str, Any]:
    words = {"area": "area", "quarter": period, "age_band": "age", "sex": "sex"}
    cell = {word: row[name] for name, word in words.items() if name in row}
    cell |= {name: row[name] for name in (*COUNTS, "rate")}
    rated = row["rate"] is not None
    cell["interval"] = list(wilson(row["reoffenders"], row["offenders"])) if rated and period == "quarter" else None
    if spec.shows is Shows.FREQUENCY:
        for mean, people in (("per_reoffender", "reoffenders"), ("per_offender", "offenders")):
            shown = rated and row[people]
            cell |= {mean: row["reoffences"] / row[people] if shown else None, f"{mean}_interval": None}
    return cell


def handed_on(answer: Answer, cells: list[dict[str, Any]], settings: Settings) -> Answer:
    """Return the answer with suppressed cells, its settings in words, and no exact count beside them."""
    data = answer.data | {
        "files": {table: {"name": file["name"]} for table, file in answer.data["files"].items()},
        "rate": RATE,
        "noticed": [_without_counts(found) for found in answer.data["noticed"]],
        "suppressed": settings.in_words() | {"beside": "counts of rows left out or noticed are not said"},
    }
    # a hash of exact cells would let a reader try small tables until one fits
    del data["cells_hash"]
    left_out = [_without_counts(found) for found in answer.left_out]
    return replace(answer, data=data, cells=cells, left_out=left_out, suppressed=True)


def _without_counts(found: Mapping[str, Any]) -> dict[str, Any]:
    return {"table": found["table"], "reason": found["reason"], "rows": None}
