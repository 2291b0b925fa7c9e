"""`concerted measure`: a declared measure of reoffending over one's own files of events, persons and caseload."""

import argparse
import re
import sys
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from concerted.analytics.measures.age_bands import age_bands
from concerted.cli.written import print_whole, refuse_unwritable, write_whole

BY = ("area", "sex", "age")
ENGINES = ("shards", "fast", "spark", "referee")
"""Those of the engines' register, named here too so that nothing heavy is loaded to read the arguments."""
EPILOG = """Rates of two families (3 + 3 months, 12 + 6 months) are not comparable. Provisional cells are marked, not
left out. Nothing is suppressed in figures of your own files unless you ask with --suppress."""


def run(argv: list[str]) -> int:
    """Run the command and return its exit code. Raises BadFile or Refused for what cannot be; usage errors exit 2."""
    parser = arguments()
    asked = parser.parse_args(argv)
    notes = ""
    if asked.list:
        text = _module("measure_declared").list_of_measures(as_json=asked.json)
    elif asked.measure is None:
        parser.error("name a measure (--list shows them) or give the TOML file of a local one")
    elif asked.define:
        text = _module("measure_declared").definition(asked.measure, as_json=asked.json, as_toml=asked.toml)
    elif asked.toml:
        parser.error("--toml prints a declaration: give --define with it")
    elif asked.events is None or asked.persons is None:
        parser.error("--events FILE and --persons FILE are needed to measure anything")
    else:
        refuse_unwritable(asked.out, beside=(asked.events, asked.persons, asked.caseload, Path(asked.measure)))
        text, notes = _module("measure_answer").measured(asked)
    if notes:
        print(notes, file=sys.stderr)
    if asked.out is not None:
        write_whole(asked.out, text)
    else:
        print_whole(text)
    return 0


def arguments() -> argparse.ArgumentParser:
    """Return the parser of the command line, from which its page is written too."""
    parser = argparse.ArgumentParser(prog="concerted measure", description=__doc__, epilog=EPILOG)
    parser.add_argument(
        "measure", nargs="?", help="the code of a measure, as --list shows them, or the TOML file of a local one"
    )
    parser.add_argument("--events", type=Path, metavar="FILE", help="CSV or Parquet: one offence a row")
    parser.add_argument("--persons", type=Path, metavar="FILE", help="CSV or Parquet: one person a row")
    parser.add_argument("--caseload", type=Path, metavar="FILE", help="quarter-end snapshots, for local-adult")
    parser.add_argument(
        "--by", type=_by, default=[], metavar="area,sex,age", help="break down by these, and by quarter"
    )
    parser.add_argument("--year", type=_quarter, metavar="2013Q3", help="add the four quarters that end with this one")
    parser.add_argument("--age-bands", type=_bands, metavar="18-24,25+", help="age bands in place of the usual ones")
    parser.add_argument("--as-at", type=_day, metavar="DATE", help="everything proven by this day is in the files")
    parser.add_argument("--engine", choices=ENGINES, default="shards", help="what counts; all give the same cells")
    parser.add_argument("--suppress", action="store_true", help="hide small cells, to hand the figures on")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print JSON: definition, data, cells, left_out")
    form.add_argument("--csv", action="store_true", help="print the cells as CSV; notes go to standard error")
    form.add_argument("--toml", action="store_true", help="with --define: print it as the TOML file of a local measure")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write to this file, whole or not at all")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--list", action="store_true", help="list the measures, and measure nothing")
    what.add_argument("--define", action="store_true", help="print the whole declaration, and measure nothing")
    return parser


def _module(name: str) -> Any:
    """Load a part of this command only when it is asked for: the database engine loads longer than all the rest."""
    return import_module(f"concerted.cli.{name}")


def _by(text: str) -> list[str]:
    words = [word.strip() for word in text.split(",") if word.strip()]
    unknown = [word for word in words if word not in BY]
    if unknown:
        raise argparse.ArgumentTypeError(f"cannot break down by {', '.join(unknown)}; choose from {', '.join(BY)}")
    return [word for word in ("area", "age", "sex") if word in words]


def _quarter(text: str) -> str:
    if re.fullmatch(r"[1-9]\d{3}Q[1-4]", text) is None:
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
