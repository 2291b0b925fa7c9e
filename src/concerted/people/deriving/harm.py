"""Harm of everybody with a police or court record, with what it consists of in words."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

import pyarrow as pa

from concerted.analytics.harm.counted import counted
from concerted.analytics.harm.many import harm_many
from concerted.analytics.harm.offences import offence
from concerted.analytics.harm.weights import default_edition
from concerted.kernel.days import months_after

COLUMNS = {
    "person_id": "uuid", "as_at_on": "date", "points_12": "float8", "points_24": "float8", "sourced_12": "float8",
    "assumed_12": "float8", "offences_12": "int", "offences_24": "int", "unweighted_12": "int", "parts": "jsonb",
    "edition": "text",
}  # fmt: skip


def harm_rows(proven: pa.Table, persons: pa.Table, as_at: date) -> Iterator[tuple[Any, ...]]:
    """Yield the values of COLUMNS for each person, also for those whose harm is none."""
    found = harm_many(proven, as_at)
    edition = (found.schema.metadata or {})[b"edition"].decode()
    by_person = {row["person_id"]: row for row in found.to_pylist()}
    parts = parts_of(proven, as_at, months=12)
    for person in persons.column("person_id").to_pylist():
        row = by_person.get(person, {})
        yield (
            person,
            as_at,
            row.get("harm_12", 0.0),
            row.get("harm_24", 0.0),
            row.get("sourced_harm_12", 0.0),
            row.get("assumed_harm_12", 0.0),
            row.get("events_12", 0),
            row.get("events_24", 0),
            row.get("unweighted_events_12", 0),
            parts.get(person, []),
            edition,
        )


def parts_of(proven: pa.Table, as_at: date, *, months: int) -> dict[str, list[dict[str, Any]]]:
    """Return for each person the offences of the last months, the most points first.

    Each part: `words` ("2 robberies"), `code`, `count`, `each` and `points` (days), `basis` (sourced, assumed, none),
    `cautions` (how many of them were cautions). The window is that of the rule `harm.harm_in_period`.
    """
    from_on = months_after(as_at, -months)
    counts: dict[str, dict[str, list[int]]] = defaultdict(dict)
    for row in proven.select(["person_id", "offence_code", "offence_on", "proven_on", "kind"]).to_pylist():
        if row["offence_on"] and from_on <= row["offence_on"] < as_at and row["proven_on"] <= as_at:
            times = counts[row["person_id"]].setdefault(row["offence_code"] or "", [0, 0])
            times[0] += 1
            times[1] += row["kind"] == "caution"
    return {person: _parts(codes) for person, codes in counts.items()}


def _parts(codes: dict[str, list[int]]) -> list[dict[str, Any]]:
    parts = []
    for code, (times, cautions) in codes.items():
        weight = default_edition().weight_of(code)
        parts.append(
            {
                "words": counted(offence(code).name, times),
                "code": code,
                "count": times,
                "cautions": cautions,
                "each": weight.days,
                "points": round(weight.days * times, 2),
                "basis": weight.basis,
            }
        )
    return sorted(parts, key=lambda part: (-part["points"], -part["count"], part["code"]))
