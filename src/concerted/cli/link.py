"""`concerted link`: which records of a file are one person, and how good that is where the truth is known."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as arrow_csv
import pyarrow.parquet as arrow_parquet

from concerted.analytics.linkage import (
    DEFAULT,
    Evaluation,
    LinkageSettings,
    NothingToCompare,
    as_records,
    evaluate,
    link,
    recognise_columns,
    usable,
)
from concerted.analytics.linkage.records import INPUT_COLUMNS

_NO_USE = (
    "no column was recognised as a name, birth date, postcode, address or email; "
    "say which is which, for example --family-name COLUMN (columns: {columns})"
)


class _Wrong(Exception):
    """Something the user can mend; its text is for the user."""


def arguments() -> argparse.ArgumentParser:
    """Return the parser of the command line, from which its page is written too."""
    parser = argparse.ArgumentParser(prog="concerted link", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    measured = commands.add_parser("evaluate", help="link a file whose truth is known and measure the result")
    measured.add_argument("--truth", required=True, metavar="COLUMN", help="column that says who each record is")
    measured.add_argument("--json", action="store_true", help="print JSON instead of text")
    linked = commands.add_parser("run", help="link a file and write record_id and cluster")
    linked.add_argument("--out", required=True, metavar="FILE", help="CSV or Parquet file to write")
    linked.add_argument("--pairs", metavar="FILE", help="also write the pairs with their evidence")
    for command in (measured, linked):
        command.add_argument("file", metavar="FILE", help="CSV or Parquet")
        command.add_argument(
            "--link", type=float, default=DEFAULT.link, metavar="P", help="probability to join at (our choice)"
        )
        for field in INPUT_COLUMNS:
            command.add_argument(f"--{field.replace('_', '-')}", metavar="COLUMN", help=f"the column with {field}")
    return parser


def _read(path: Path) -> pa.Table:
    """The file as a table; every CSV column as text, so that nothing is guessed wrongly."""
    if not path.is_file():
        raise _Wrong(f"there is no file {path}")
    if path.stat().st_size == 0:
        raise _Wrong(f"{path} is empty")
    try:
        with path.open("rb") as opened:
            if opened.read(4) == b"PAR1":
                return arrow_parquet.read_table(path)
        with path.open("rb") as opened:
            header = opened.readline()
        names = arrow_csv.open_csv(path, parse_options=_dialect(header)).schema.names
        text = arrow_csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=True)
        return arrow_csv.read_csv(path, parse_options=_dialect(header), convert_options=text)
    except (pa.ArrowException, OSError) as error:
        raise _Wrong(f"{path} is neither readable CSV (UTF-8) nor Parquet: {error}") from error


def _dialect(header: bytes) -> arrow_csv.ParseOptions:
    """Semicolons or tabs where the first line holds more of them than commas."""
    return arrow_csv.ParseOptions(delimiter=max(",;\t", key=lambda mark: header.count(mark.encode())))


def _records(table: pa.Table, options: argparse.Namespace, leave_out: str | None) -> pa.Table:
    if len(set(table.column_names)) != len(table.column_names):
        raise _Wrong("two columns have the same name")
    rest = table.drop_columns([leave_out]) if leave_out else table
    told = {name: getattr(options, name) for name in INPUT_COLUMNS if getattr(options, name)}
    try:
        mapping = recognise_columns(rest, told)
    except ValueError as error:
        raise _Wrong(str(error)) from error
    if not usable(mapping):
        raise _Wrong(_NO_USE.format(columns=", ".join(rest.column_names)))
    return as_records(rest, mapping)


def _settings(options: argparse.Namespace) -> LinkageSettings:
    if not 0 < options.link <= 1:
        raise _Wrong("--link is a probability above 0 and up to 1")
    return LinkageSettings(link=options.link, doubtful=min(DEFAULT.doubtful, options.link))


def _evaluate(options: argparse.Namespace) -> None:
    table = _read(Path(options.file))
    if options.truth not in table.column_names:
        raise _Wrong(f"there is no column {options.truth}; the columns are {', '.join(table.column_names)}")
    result = evaluate(
        _records(table, options, options.truth), table.column(options.truth).to_pylist(), settings=_settings(options)
    )
    print(json.dumps(result.as_dict()) if options.json else _as_text(result))


def _as_text(result: Evaluation) -> str:
    return (
        f"precision {result.precision:.4f}   of the pairs joined, the share that are one person\n"
        f"recall    {result.recall:.4f}   of the pairs that are one person, the share joined\n"
        f"F1        {result.f1:.4f}\n"
        f"{result.records:,} records in {result.clusters:,} clusters, the largest of {result.largest_cluster:,}; "
        f"{result.pairs_right:,} of {result.pairs_true:,} true pairs among {result.pairs_found:,} found; "
        f"{result.seconds:.1f} s"
    )


def _write(table: pa.Table, path: str) -> None:
    if path.endswith(".parquet"):
        arrow_parquet.write_table(table, path)
    else:
        arrow_csv.write_csv(table, path)


def _run(options: argparse.Namespace) -> None:
    records = _records(_read(Path(options.file)), options, None)
    result = link(records, settings=_settings(options), progress=lambda words: print(words, file=sys.stderr))
    _write(result.clusters, options.out)
    if options.pairs:
        _write(result.pairs, options.pairs)
    count = len(result.clusters.column("cluster").unique())
    print(
        f"{records.num_rows:,} records, {count:,} persons; linkage version {result.version}; written to {options.out}"
    )


def run(argv: list[str]) -> int:
    """Run the command with its arguments; 0 when done, 2 when the user must mend something (said on stderr)."""
    options = arguments().parse_args(argv)
    try:
        {"evaluate": _evaluate, "run": _run}[options.command](options)
    except (_Wrong, NothingToCompare, OSError) as wrong:
        print(f"concerted link: {wrong}", file=sys.stderr)
        return 2
    return 0
