"""The rows of a time to the first reoffence, as `concerted measure` prints them."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from concerted.analytics.engines.cells import roll_up_times
from concerted.analytics.survival import Step, kaplan_meier


def times_of(times: pa.Table, dimensions: Sequence[str]) -> dict[tuple[str, ...], list[dict[str, Any]]]:
    """Return, for each cell (dimensions, then quarter), a row for each day on which somebody returns or leaves."""
    rows = roll_up_times(times, dimensions).to_pylist()
    counted: defaultdict[tuple[str, ...], list[tuple[int, int, int]]] = defaultdict(list)
    for row in rows:
        cell = tuple(row[name] for name in (*dimensions, "quarter"))
        counted[cell].append((row["days"], row["reoffended"], row["censored"]))
    return {cell: [_row(step) for step in kaplan_meier(counts)] for cell, counts in counted.items()}


def _row(step: Step) -> dict[str, Any]:
    return {
        "days": int(step.time),
        "at_risk": step.at_risk,
        "reoffended": step.events,
        "censored": step.censored,
        "share": step.share_returned,
        "interval": [step.low, step.high],
    }
