"""The likelihood of reoffending of adults: probation's own score as it was sent, and ours beside it (S14)."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from concerted.analytics.risk.all_reoffending_predictor import ADULT_FROM, PREDICTOR, VERSION, band
from concerted.analytics.risk.inputs import predictor_inputs, score_of
from concerted.analytics.risk.many import score_many
from concerted.analytics.risk.reasons import factors, reasons
from concerted.analytics.risk.score import Score
from concerted.kernel.days import months_after

COLUMNS = {
    "person_id": "uuid", "sent_by": "text", "percent": "float8", "band": "text", "predictor": "text", "version": "text",
    "scored_on": "date", "terms": "jsonb", "missing": "varchar(40)[]",
}  # fmt: skip
OURS, PROBATION, HISTORICAL = "ours", "probation", "probation_historical"
RANKING = "All Reoffending Predictor"
"""The predictor, by the beginning of its name, by whose scores people are ranked; any other is kept as historical."""


def adults(persons: pa.Table, as_at: date) -> pa.Table:
    """Return the persons whom no record makes younger than 18 on a day; an unknown birth date stays (S13)."""
    latest = pa.scalar(months_after(as_at, -12 * ADULT_FROM), pa.date32())
    of_age = pc.less_equal(persons.column("youngest_born_on"), latest)
    return persons.filter(pc.fill_null(of_age, True))


def our_inputs(proven: pa.Table, grown: pa.Table, as_at: date) -> pa.Table:
    """Return the predictor's inputs of the adults who have been sanctioned, with our `percent` (null: no score)."""
    careers = pc.unique(proven.column("person_id")).cast(pa.string())
    inputs = predictor_inputs(proven, grown.filter(pc.is_in(grown.column("person_id"), value_set=careers)), as_at)
    percent = score_many(inputs)
    return inputs.append_column("percent", pa.array(percent, mask=np.isnan(percent)))


def newest_scores(sent: pa.Table, grown: pa.Table) -> list[dict[str, Any]]:
    """Return each adult's newest score of the ranking predictor, and the newest of any other, with `sent_by`."""
    known = set(grown.column("person_id").to_pylist())
    newest: dict[tuple[str, str], dict[str, Any]] = {}
    for row in sent.to_pylist():
        if row["person_id"] in known:
            kind = PROBATION if row["predictor"].startswith(RANKING) else HISTORICAL
            newest[row["person_id"], kind] = {**row, "sent_by": kind}
    return list(newest.values())


def likelihood_rows(inputs: pa.Table, newest: list[dict[str, Any]], as_at: date) -> Iterator[tuple[Any, ...]]:
    """Yield the values of COLUMNS: probation's scores, then ours with its parts or with what is missing."""
    for row in newest:
        known_as = band(row["percent"]) if row["sent_by"] == PROBATION else ""
        yield (
            row["person_id"], row["sent_by"], row["percent"], known_as, row["predictor"], row["version"] or "",
            row["scored_on"], [], [],
        )  # fmt: skip
    for row in inputs.to_pylist():
        score = score_of(row)
        yield (
            row["person_id"], OURS, score.percent, score.band or "", PREDICTOR, VERSION,
            as_at, explained(score), list(score.missing),
        )  # fmt: skip


def explained(score: Score) -> list[dict[str, Any]]:
    """Return the factors of a score, what moves it most first: `factor`, `words`, `adds` (log odds), `difference`
    (log odds against the comparison of `risk.reasons`; None where a reader cannot weigh it) and `raises`."""
    moves = {reason.factor: reason for reason in reasons(score)}
    words: Mapping[str, str] = {term.factor: term.words for term in score.terms}
    rows = [
        {
            "factor": factor,
            "words": words[factor],
            "adds": round(added, 4),
            "difference": round(moves[factor].difference, 4) if factor in moves else None,
            "raises": moves[factor].raises if factor in moves else None,
        }
        for factor, added in factors(score).items()
    ]
    return sorted(rows, key=lambda row: -abs(row["difference"] or 0.0))
