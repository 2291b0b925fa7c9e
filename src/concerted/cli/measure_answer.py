"""Runs a measure over the files that `concerted measure` was given, and words what was found on the way."""

import argparse
import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa

from concerted.analytics.disclosure import Settings
from concerted.analytics.engines import duckdb_shards
from concerted.analytics.engines.cells import cells_hash
from concerted.analytics.engines.doubts import Found
from concerted.analytics.engines.rates import quarter_rates, with_means, year_rates
from concerted.analytics.engines.reading import NOTHING_PROVEN, Reading, read
from concerted.analytics.engines.register import Engine, engine
from concerted.analytics.measures.local_keys import DIMENSIONS
from concerted.analytics.measures.specification import Cohort, Shows, Specification
from concerted.cli.measure_declared import in_words, specification
from concerted.cli.measure_printing import Answer, as_csv, as_json, as_text, notes
from concerted.cli.measure_suppressed import handed_on, suppressed_cells
from concerted.cli.measure_times import times_of
from concerted.kernel.errors import Refused

ENGINE_IN_WORDS = {
    "shards": f"DuckDB {version('duckdb')}, by person shard",
    "fast": "compiled loop over the persons (numba)",
    "spark": "Spark",
    "referee": "plain Python, one person after another",
}
WILSON = "interval of 95 %: Wilson"


def measured(asked: argparse.Namespace) -> tuple[str, str]:
    """Return what goes to standard output and what to standard error, for arguments as `measure.arguments` reads them.

    Raises BadFile for files that cannot be read and Refused for what the measure does not allow.
    """
    spec = specification(asked.measure)
    if asked.age_bands is not None:
        spec = replace(spec, age_bands=asked.age_bands)
    _refuse_what_it_does_not_allow(spec, asked.by, asked.year, suppress=asked.suppress)
    counting = engine(asked.engine)
    with _stopped_tidily(), TemporaryDirectory(prefix="concerted-") as folder:
        reading = read(
            spec,
            events=asked.events,
            persons=asked.persons,
            caseload=asked.caseload,
            folder=Path(folder),
            as_at=asked.as_at,
        )
        answer = _answered(
            _Run(spec, reading, tuple(asked.by), asked.year, counting),
            engine_in_words=ENGINE_IN_WORDS[asked.engine],
            suppress=asked.suppress,
        )
    if asked.caseload is not None and spec.cohort is not Cohort.CASELOAD:
        unused = Found("caseload", f"not read: {spec.code} does not count a caseload", 0)
        answer.data["noticed"].append(_found_in_words(unused))
    if asked.json:
        return as_json(answer), ""
    if asked.csv:
        return as_csv(answer), "\n".join(notes(answer))
    return as_text(answer), ""


@contextmanager
def _stopped_tidily() -> Iterator[None]:
    """Let the signal to terminate raise SystemExit: copies of the files are then removed on the way out."""
    before = signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@dataclass
class _Run:
    """One run of a measure; each table is made once."""

    spec: Specification
    reading: Reading
    by: tuple[str, ...]
    year: str | None
    engine: Engine
    whole: pa.Table = field(init=False)
    """Every cell that there is, as the engine gives them."""
    rates: pa.Table = field(init=False)
    """Those that were asked for, with their rates."""

    def __post_init__(self) -> None:
        self.whole = self.engine.cells(self.spec, self.reading.extract)
        dimensions = [DIMENSIONS[word] for word in self.by]
        if self.year is None:
            self.rates = quarter_rates(self.whole, dimensions)
        else:
            repeats = self.engine.repeats(self.spec, self.reading.extract, ending=self.year, by=dimensions)
            try:
                self.rates = year_rates(self.whole, repeats, ending=self.year)
            except ValueError as error:
                raise Refused(str(error)) from None
        if self.spec.shows is Shows.FREQUENCY:
            self.rates = with_means(self.rates, intervals=self.year is None)

    def cells(self) -> list[dict[str, Any]]:
        """Return the cells under the words of the command line."""
        cells = [_cell(row) for row in self.rates.to_pylist()]
        if self.spec.shows is Shows.TIME:
            dimensions = [DIMENSIONS[word] for word in self.by]
            found = times_of(self.engine.times(self.spec, self.reading.extract), dimensions)
            for cell, row in zip(cells, self.rates.to_pylist(), strict=True):
                cell["times"] = found[tuple(row[name] for name in (*dimensions, "quarter"))]
        return cells


def _answered(run: _Run, *, engine_in_words: str, suppress: bool) -> Answer:
    """Return the answer of a run, as it is or fit to be handed on."""
    left_out = [_found_in_words(found) for found in run.reading.left_out]
    outside = duckdb_shards.outside_ages(run.spec, run.reading.extract)
    if outside:
        left_out.append({"table": "cohort", "reason": f"not among {run.spec.ages} at the index date", "rows": outside})
    answer = Answer(
        definition=in_words(run.spec),
        data=_data(run, engine_in_words),
        cells=run.cells(),
        left_out=left_out,
        by=run.by,
        period="quarter" if run.year is None else "year",
    )
    if not suppress:
        return answer
    settings = Settings()
    return handed_on(answer, suppressed_cells(run.spec, run.rates, settings), settings)


def _cell(row: Mapping[str, Any]) -> dict[str, Any]:
    dimensions = {"area": "area", "quarter": "quarter", "year": "year", "age_band": "age", "sex": "sex"}
    cell = {word: row[name] for name, word in dimensions.items() if name in row}
    cell |= {name: row[name] for name in ("offenders", "reoffenders", "reoffences", "rate")}
    cell |= {"interval": [row["low"], row["high"]], "provisional": row["provisional"]}
    for mean in ("per_reoffender", "per_offender"):
        if mean in row:
            low, high = row[f"{mean}_low"], row[f"{mean}_high"]
            cell |= {mean: row[mean], f"{mean}_interval": None if low is None else [low, high]}
    return cell


def _refuse_what_it_does_not_allow(spec: Specification, by: Sequence[str], year: str | None, *, suppress: bool) -> None:
    allowed = [word for word, dimension in DIMENSIONS.items() if dimension in spec.breakdowns]
    asked_beyond = [word for word in by if word not in allowed]
    if asked_beyond:
        may = f"by {' and '.join(allowed)}" if allowed else "by nothing but the quarter"
        raise Refused(
            f"{spec.code} is not declared to be broken down by {' and '.join(asked_beyond)}; it may be, {may}."
        )
    if year is not None and spec.cohort_quarters > 1:
        raise Refused(
            f"The cohorts of {spec.code} last a year already, and overlap: four of them added would count people "
            f"again. Leave --year out; the year that ends with {year} is the cohort {year}."
        )
    if year is not None and spec.shows is Shows.TIME:
        raise Refused(
            f"{spec.code} is estimated for each quarter's cohort; times of four are not added. Leave --year out."
        )
    if suppress and spec.shows is Shows.TIME:
        raise Refused(
            f"{spec.code} counts people day by day, and one person alone on a day cannot be hidden by --suppress. "
            "Hand on a measure that shows a rate."
        )


def _data(run: _Run, engine_in_words: str) -> dict[str, Any]:
    reading = run.reading
    as_at = reading.extract.as_at
    return {
        "files": {
            source.table.name: {
                "name": source.name,
                "sha256": source.sha256(),
                "rows": source.rows,
                "rows_left_out": reading.removed[source.table.name],
                "columns_not_read": list(source.not_read),
            }
            for source in reading.sources
        },
        "as_at": None if as_at == NOTHING_PROVEN else as_at.isoformat(),
        "as_at_from": reading.as_at_from,
        "engine": engine_in_words,
        "cells_hash": cells_hash(run.whole),
        "rate": _rate_in_words(run),
        "noticed": [_found_in_words(found) for found in reading.noticed],
    }


def _rate_in_words(run: _Run) -> str:
    clustered = "" if run.year is None else ", persons who are counted more than once clustered"
    words = f"reoffenders divided by offenders, a share between 0 and 1; {WILSON}{clustered}"
    if run.spec.shows is Shows.FREQUENCY:
        words += "; reoffences per reoffender and per offender are means, " + (
            "their intervals of 95 % by the normal approximation (none for one person, or where all are alike)"
            if run.year is None
            else "without intervals: a person may stand in several of the four quarters"
        )
    if run.spec.shows is Shows.TIME:
        words += "; times: share who reoffended by each day, Kaplan and Meier, interval of 95 %"
    return words


def _found_in_words(found: Found) -> dict[str, object]:
    return {
        "table": found.table,
        "reason": found.reason,
        "rows": found.rows,
        "first_rows": list(found.first_rows),
    }
