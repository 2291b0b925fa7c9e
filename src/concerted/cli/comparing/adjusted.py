"""`concerted compare adjusted`: rates adjusted for who was counted, by the Ministry's formula as recovered."""

import argparse
from pathlib import Path
from typing import Any

from concerted.analytics.comparison.adjusted import (
    REFERENCE_YEAR,
    Adjusted,
    Scored,
    adjust,
    adjusted_series,
    published_reference,
    reference_score,
)
from concerted.analytics.comparison.ministry_series import ANNUAL, QUARTERLY, read_series
from concerted.analytics.count_files import read_counts, refuse_parts_above_wholes
from concerted.analytics.published import PUBLISHED, path
from concerted.cli.answers import Answer, Column, add_forms, thousands
from concerted.kernel.errors import BadFile, Refused

FORMULA = "adjusted = rate - mean score of the cohort + mean score of the reference, in percentage points"
RECOVERED = (
    "The formula was recovered from the Ministry's published tables and reproduces them to 1e-8; the Ministry does not "
    "state it, nor which OGRS4 score it uses. An adjusted rate allows for the scores and for nothing else."
)


def add(acts: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the act's parser."""
    parser = acts.add_parser("adjusted", help="rates adjusted for how likely those counted were to reoffend")
    parser.add_argument(
        "file", type=Path, nargs="?", metavar="FILE", help="the Ministry's layout or one's own; the shipped series"
    )
    parser.add_argument("--unit", choices=[ANNUAL, QUARTERLY], default=ANNUAL, help="of the Ministry's series")
    parser.add_argument("--period", metavar="COL", help="of one's own file: the column that names the cohort")
    parser.add_argument("--events", metavar="COL", help="of one's own file: the column that counts reoffenders")
    parser.add_argument("--size", metavar="COL", help="of one's own file: the column that counts offenders")
    parser.add_argument("--score", metavar="COL", help="of one's own file: the column with the mean score in per cent")
    parser.add_argument("--reference", type=_listed, metavar="A,B", help="of one's own file: the cohorts adjusted to")
    add_forms(parser)
    parser.set_defaults(answer=answer)


def answer(asked: argparse.Namespace) -> Answer:
    """Answer for the Ministry's series or for one's own cohorts."""
    own = {name: getattr(asked, name) for name in ("period", "events", "size", "score", "reference")}
    if not any(own.values()):
        return _series(asked)
    missing = [f"--{name}" for name, value in own.items() if not value]
    if missing or asked.file is None:
        raise Refused(f"One's own file needs {', '.join(missing) or 'FILE'} as well.")
    return _own(asked)


def _series(asked: argparse.Namespace) -> Answer:
    file = asked.file or path("moj-proven-reoffending")
    series = read_series(file)
    found = adjusted_series(series, asked.unit)
    reference = published_reference(series)
    notes = [RECOVERED]
    if asked.file is None:
        table = PUBLISHED["moj-proven-reoffending"]
        notes.append(f"Source: {table.source}; {table.licence}.")
    blank = len(series.of(unit=asked.unit, group="Adult")) - len(found)
    if blank:
        notes.insert(0, f"Cohorts of adults that are blank in the file, left out: {blank}.")
    return _answer(
        found,
        reference,
        what=f"adults, {asked.unit} cohorts; reference: the four cohorts of {REFERENCE_YEAR}",
        data=series.file.in_words(),
        notes=notes,
    )


def _own(asked: argparse.Namespace) -> Answer:
    counts = read_counts(asked.file, words=[asked.period], numbers=[asked.events, asked.size])
    refuse_parts_above_wholes(counts, asked.events, asked.size)
    scores = read_counts(asked.file, words=[asked.period], numbers=[asked.score], whole=False)
    cohorts: dict[str, Scored] = {}
    for row, scored in zip(counts.rows, scores.rows, strict=True):
        (period,), (events, size), (score,) = row.words, row.numbers, scored.numbers
        if period in cohorts:
            raise BadFile(f"{counts.name}, row {row.number}: the cohort {period} stands there twice; keep one row.")
        if not size or score is None or score > 100:
            raise BadFile(f"{counts.name}, row {row.number}: a cohort needs somebody in it and a score up to 100.")
        cohorts[period] = Scored(period, int(events or 0), int(size), score)
    unknown = [period for period in asked.reference if period not in cohorts]
    if unknown:
        raise Refused(f"{counts.name} has no cohort {', '.join(unknown)}; there are {', '.join(cohorts)}.")
    reference = reference_score(cohorts[period] for period in asked.reference)
    return _answer(
        adjust(cohorts.values(), reference),
        reference,
        what=f"reference: {', '.join(asked.reference)}",
        data=counts.in_words(),
        notes=[*counts.notes(), RECOVERED],
    )


def _answer(found: list[Adjusted], reference: float, *, what: str, data: dict[str, object], notes: list[str]) -> Answer:
    says = [f"Adjusted to a mean score of {reference:.7f} % ({what})."]
    if found:
        last = found[-1]
        says.append(
            f"{last.cohort.period}: {last.cohort.rate:.4f} % - {last.cohort.mean_score:.4f} + {reference:.4f} = "
            f"{last.adjusted:.4f} % adjusted."
        )
    published = [point for point in found if point.published is not None]
    if published:
        worst = max(abs(point.adjusted - (point.published or 0)) for point in published)
        says.append(f"Largest difference from {len(published)} published adjusted rates: {worst:.1g} points.")
    columns = [
        Column("period", "cohort from"),
        Column("events", "reoffenders", thousands),
        Column("size", "offenders", thousands),
        Column("rate_per_cent", "rate %", "{:.4f}".format),
        Column("mean_score", "mean score", "{:.4f}".format),
        Column("adjusted_per_cent", "adjusted %", "{:.4f}".format),
    ]
    columns += [Column("published_per_cent", "published %", "{:.4f}".format)] if published else []
    return Answer(
        says=says,
        definition={"formula": FORMULA, "unit": "per cent"},
        data=data,
        results={"reference_score": reference},
        cells=[_cell(point) for point in found],
        columns=columns,
        notes=notes,
    )


def _cell(point: Adjusted) -> dict[str, Any]:
    return {
        "period": point.cohort.period,
        "events": point.cohort.events,
        "size": point.cohort.size,
        "rate_per_cent": point.cohort.rate,
        "mean_score": point.cohort.mean_score,
        "adjusted_per_cent": point.adjusted,
        "published_per_cent": point.published,
    }


def _listed(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]
