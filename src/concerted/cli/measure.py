"""`concerted measure`: a declared measure of reoffending over one's own files of events, persons and caseload."""

import argparse
import csv
import json
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from concerted.analytics.engines import duckdb_shards
from concerted.analytics.engines.doubts import Found
from concerted.analytics.engines.extract import Extract
from concerted.analytics.engines.rates import quarter_rates, year_rates
from concerted.analytics.engines.reading import NOTHING_PROVEN, Reading, read
from concerted.analytics.measures.age_bands import age_bands
from concerted.analytics.measures.register import measure, measures
from concerted.analytics.measures.specification import Specification
from concerted.kernel.errors import Refused

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
    asked = arguments().parse_args(argv)
    spec = measure(asked.measure)
    if asked.age_bands is not None:
        spec = replace(spec, age_bands=asked.age_bands)
    with TemporaryDirectory(prefix="concerted-") as folder:
        reading = read(
            spec,
            events=asked.events,
            persons=asked.persons,
            caseload=asked.caseload,
            folder=Path(folder),
            as_at=asked.as_at,
        )
        answer = answered(spec, reading, by=asked.by, year=asked.year)
    if asked.json:
        print(json.dumps(vars(answer), indent=2, ensure_ascii=False))
    elif asked.csv:
        _print_csv(answer, _columns(asked.by, asked.year))
        print("\n".join(_notes(answer)), file=sys.stderr)
    else:
        _print_table(answer, _columns(asked.by, asked.year))
    return 0


def answered(spec: Specification, reading: Reading, *, by: list[str], year: str | None = None) -> Answer:
    """Run a measure over what was read, by quarter (or for the year that ends with one) and the words of `by`."""
    left_out = [_found_in_words(found) for found in reading.left_out]
    outside = duckdb_shards.outside_ages(spec, reading.extract)
    if outside:
        left_out.append({"table": "cohort", "reason": f"not among {spec.ages} at the index date", "rows": outside})
    rates = _rates(spec, reading.extract, [BY[word] for word in by], year)
    return Answer(
        definition=spec.in_words(),
        data=_data(reading, year),
        cells=[_cell(row) for row in rates.to_pylist()],
        left_out=left_out,
    )


def _rates(spec: Specification, extract: Extract, by: list[str], year: str | None) -> Any:
    cells = duckdb_shards.cells(spec, extract)
    if year is None:
        return quarter_rates(cells, by)
    try:
        return year_rates(cells, duckdb_shards.repeats(spec, extract, ending=year, by=by), ending=year)
    except ValueError as error:
        raise Refused(str(error)) from None


def _cell(row: dict[str, Any]) -> dict[str, Any]:
    dimensions = {"area": "area", "quarter": "quarter", "year": "year", "age_band": "age", "sex": "sex"}
    cell = {word: row[name] for name, word in dimensions.items() if name in row}
    counts = {name: row[name] for name in ("offenders", "reoffenders", "reoffences", "rate")}
    return cell | counts | {"interval": [row["low"], row["high"]], "provisional": row["provisional"]}


def _data(reading: Reading, year: str | None) -> dict[str, object]:
    as_at = reading.extract.as_at
    interval = "Wilson" if year is None else "Wilson, persons who are counted more than once clustered"
    return {
        "files": {source.table.name: {"name": source.name, "sha256": source.sha256()} for source in reading.sources},
        "as_at": None if as_at == NOTHING_PROVEN else as_at.isoformat(),
        "as_at_from": reading.as_at_from,
        "engine": f"DuckDB {version('duckdb')}, by person shard",
        "rate": f"reoffenders divided by offenders, a share between 0 and 1; interval of 95 %: {interval}",
        "noticed": [_found_in_words(found) for found in reading.noticed],
    }


def _found_in_words(found: Found) -> dict[str, object]:
    return {
        "table": found.table,
        "reason": found.reason,
        "rows": found.rows,
        "first_rows": list(found.first_rows),
    }


def _columns(by: list[str], year: str | None) -> list[str]:
    period = "quarter" if year is None else "year"
    dimensions = [word for word in ("area", period, "age", "sex") if word == period or word in by]
    return [*dimensions, "offenders", "reoffenders", "reoffences", "rate", "low", "high", "provisional"]


def _flat(cell: dict[str, Any]) -> dict[str, Any]:
    low, high = cell["interval"]
    return cell | {"low": low, "high": high, "provisional": "yes" if cell["provisional"] else "no"}


def _print_csv(answer: Answer, columns: list[str]) -> None:
    writer = csv.DictWriter(sys.stdout, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(_flat(cell) for cell in answer.cells)


def _print_table(answer: Answer, columns: list[str]) -> None:
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


def arguments() -> argparse.ArgumentParser:
    """Return the parser of the command line, from which its page is written too."""
    parser = argparse.ArgumentParser(prog="concerted measure", description=__doc__)
    parser.add_argument("measure", choices=list(measures()), help="the measure, by its code")
    parser.add_argument("--events", type=Path, required=True, metavar="FILE", help="CSV or Parquet: one offence a row")
    parser.add_argument("--persons", type=Path, required=True, metavar="FILE", help="CSV or Parquet: one person a row")
    parser.add_argument("--caseload", type=Path, metavar="FILE", help="quarter-end snapshots, for local-adult")
    parser.add_argument(
        "--by", type=_by, default=[], metavar="area,sex,age", help="break down by these, and by quarter"
    )
    parser.add_argument("--year", type=_quarter, metavar="2013Q3", help="add the four quarters that end with this one")
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


def _quarter(text: str) -> str:
    if re.fullmatch(r"\d{4}Q[1-4]", text) is None:
        raise argparse.ArgumentTypeError(f"'{text}' is not a quarter; write it as 2013Q3")
    return text


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
