"""`concerted measure`: a declared measure of reoffending over one's own files of events, persons and caseload."""

import argparse
import csv
import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from concerted.analytics.engines import duckdb_shards
from concerted.analytics.engines.cells import DIMENSIONS, roll_up
from concerted.analytics.engines.doubts import Found
from concerted.analytics.engines.reading import Reading, read
from concerted.analytics.intervals import wilson
from concerted.analytics.measures.age_bands import age_bands
from concerted.analytics.measures.register import measure, measures
from concerted.analytics.measures.specification import Specification

BY = {"area": "area", "sex": "sex", "age": "age_band"}
"""What may be asked for with --by, and the dimension that it is."""


@dataclass(frozen=True)
class Answer:
    """What is printed: the declaration, the data it was run on, one row a cell, and what was left out."""

    definition: dict[str, object]
    data: dict[str, object]
    cells: list[dict[str, Any]]
    left_out: list[dict[str, object]]


def run(argv: list[str]) -> int:
    """Run the command and return its exit code. Raises BadFile for files that cannot be read; usage errors exit 2."""
    asked = _arguments().parse_args(argv)
    spec = measure(asked.measure)
    if asked.age_bands is not None:
        spec = replace(spec, age_bands=asked.age_bands)
    answer = answered(
        spec, events=asked.events, persons=asked.persons, caseload=asked.caseload, by=asked.by, as_at=asked.as_at
    )
    if asked.json:
        print(json.dumps(vars(answer), indent=2, ensure_ascii=False))
    elif asked.csv:
        _print_csv(answer, asked.by)
        print("\n".join(_notes(answer)), file=sys.stderr)
    else:
        _print_table(answer, asked.by)
    return 0


def answered(
    spec: Specification, *, events: Path, persons: Path, caseload: Path | None, by: list[str], as_at: date | None
) -> Answer:
    """Run a measure over files, broken down by quarter and by the words of `by` (keys of `BY`)."""
    with TemporaryDirectory(prefix="concerted-") as folder:
        reading = read(spec, events=events, persons=persons, caseload=caseload, folder=Path(folder), as_at=as_at)
        cells = duckdb_shards.cells(spec, reading.extract)
        outside = duckdb_shards.outside_ages(spec, reading.extract)
    rolled = roll_up(cells, [BY[word] for word in by])
    left_out = [_found_in_words(found) for found in reading.left_out]
    if outside:
        left_out.append({"table": "cohort", "reason": f"not among {spec.ages} at the index date", "rows": outside})
    return Answer(
        definition=spec.in_words(),
        data=_data(reading),
        cells=[_cell(row) for row in rolled.to_pylist()],
        left_out=left_out,
    )


def _cell(row: dict[str, Any]) -> dict[str, Any]:
    names = {dimension: word for word, dimension in BY.items()} | {"quarter": "quarter"}
    cell = {names[dimension]: row[dimension] for dimension in DIMENSIONS if dimension in row}
    return cell | {
        "offenders": row["offenders"],
        "reoffenders": row["reoffenders"],
        "reoffences": row["reoffences"],
        "rate": row["reoffenders"] / row["offenders"],
        "interval": list(wilson(row["reoffenders"], row["offenders"])),
        "provisional": row["provisional"],
    }


def _data(reading: Reading) -> dict[str, object]:
    as_at = reading.extract.as_at
    return {
        "files": {source.table.name: {"name": source.name, "sha256": source.sha256()} for source in reading.sources},
        "as_at": None if as_at == date.min else as_at.isoformat(),
        "as_at_from": reading.as_at_from,
        "engine": f"DuckDB {version('duckdb')}, by person shard",
        "rate": "reoffenders divided by offenders, a share between 0 and 1; interval: Wilson, 95 %",
        "noticed": [_found_in_words(found) for found in reading.noticed],
    }


def _found_in_words(found: Found) -> dict[str, object]:
    return {
        "table": found.table,
        "reason": found.reason,
        "rows": found.rows,
        "first_rows": list(found.first_rows),
    }


def _columns(by: list[str]) -> list[str]:
    dimensions = [word for word in ("area", "quarter", "age", "sex") if word == "quarter" or word in by]
    return [*dimensions, "offenders", "reoffenders", "reoffences", "rate", "low", "high", "provisional"]


def _flat(cell: dict[str, Any]) -> dict[str, Any]:
    low, high = cell["interval"]
    return cell | {"low": low, "high": high, "provisional": "yes" if cell["provisional"] else "no"}


def _print_csv(answer: Answer, by: list[str]) -> None:
    writer = csv.DictWriter(sys.stdout, _columns(by), extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(_flat(cell) for cell in answer.cells)


def _print_table(answer: Answer, by: list[str]) -> None:
    columns = _columns(by)
    lines = [columns]
    for cell in map(_flat, answer.cells):
        shares = {name: f"{100 * cell[name]:.2f} %" for name in ("rate", "low", "high")}
        lines.append([shares.get(name) or str(cell[name]) for name in columns])
    widths = [max(len(line[number]) for line in lines) for number in range(len(columns))]
    print(f"{answer.definition['sentence']}\n")
    for line in lines:
        print("  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip())
    print("\n" + "\n".join(_notes(answer)))


def _notes(answer: Answer) -> Iterable[str]:
    if not answer.cells:
        yield "Nobody is in the cohort."
    yield f"As at {answer.data['as_at'] or 'no date'} ({answer.data['as_at_from']})."
    yield "Assumed: " + " ".join(answer.definition["assumptions"])  # type: ignore[arg-type]  # a list of sentences
    yield f"Predicted rate: {answer.definition['predicted_rate']}."
    for title, found in (("Left out", answer.left_out), ("Noticed", answer.data["noticed"])):
        for one in found:  # type: ignore[attr-defined]  # both are lists
            yield f"{title}: {one['table']}, {one['rows']:,}: {one['reason']}{_where(one)}."


def _where(found: dict[str, Any]) -> str:
    first = found.get("first_rows")
    if not first:
        return ""
    more = ", …" if len(first) < found["rows"] else ""
    return f" (row{'s' * (len(first) > 1)} {', '.join(map(str, first))}{more})"


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="concerted measure", description=__doc__)
    parser.add_argument("measure", choices=list(measures()), help="the measure, by its code")
    parser.add_argument("--events", type=Path, required=True, metavar="FILE", help="CSV or Parquet: one offence a row")
    parser.add_argument("--persons", type=Path, required=True, metavar="FILE", help="CSV or Parquet: one person a row")
    parser.add_argument("--caseload", type=Path, metavar="FILE", help="quarter-end snapshots, for local-adult")
    parser.add_argument(
        "--by", type=_by, default=[], metavar="area,sex,age", help="break down by these, and by quarter"
    )
    parser.add_argument("--age-bands", type=_bands, metavar="18-24,25+", help="age bands in place of the usual ones")
    parser.add_argument("--as-at", type=_day, metavar="DATE", help="everything proven by this day is in the files")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print JSON: definition, data, cells, left_out")
    form.add_argument("--csv", action="store_true", help="print the cells as CSV; notes go to standard error")
    return parser


def _by(text: str) -> list[str]:
    words = [word.strip() for word in text.split(",") if word.strip()]
    unknown = [word for word in words if word not in BY]
    if unknown:
        raise argparse.ArgumentTypeError(f"cannot break down by {', '.join(unknown)}; choose from {', '.join(BY)}")
    return words


def _bands(text: str) -> Any:
    try:
        return age_bands(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a date; write it as 2013-11-29") from None
