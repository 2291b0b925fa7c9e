"""`concerted claim`: what follows from printed rates and counts of reoffending, and what does not."""

import argparse
import json
import shutil
import sys
import textwrap
from pathlib import Path
from typing import Any

from concerted.analytics.claims.answer import as_text
from concerted.analytics.claims.as_data import as_data
from concerted.analytics.claims.check import Checked, check
from concerted.analytics.claims.claim import Measure, claim_of
from concerted.analytics.claims.claims_file import Row, rows_of
from concerted.analytics.claims.figures import Called
from concerted.kernel.errors import Refused

COUNTS = {"cohort": Called.EVERYBODY, "reoffenders": Called.REOFFENDERS}
"""What may be said with --counts, and what it means."""
EPILOG = """
examples:
  concerted claim "9.42% of 12818" "8.45% of 11617"
  concerted claim "1207 of 12818" "982 of 11617" --json
  concerted claim "the reoffending rate fell to 8.45 per cent in the last year, a drop from 9.42 per cent. The number of
      repeat offenders fell from 12,818 to 11,617"
  concerted claim --file claims.csv

a file of claims is a CSV in UTF-8 with these columns, in any order; others are left alone:
  claim      one claim as it would be typed: a sentence, or one figure
  first      or, in place of claim, the earlier figure ("9.42% of 12818") ...
  second     ... and the later one; empty where there is only one
  counts     cohort or reoffenders; empty as without --counts
  measure    local-adult, another or not-known; empty as without --measure
Each row is answered by its number, the header being row 1. A cell with a comma stands in double quotes.

--json prints one object with the keys claim, verdict, counts_are, basis, inference, measure, before, after,
other_reading, change, difference, repeats, cause, honest_sentence, honest_note, findings, steps; what is refused is
{"refused": REASON}. Of a file it prints {"file", "answers": [{"row", ...}], "refused": [{"row", "column", "reason"}]}.
Rates are in per cent, differences in points (the earlier rate less the later), p between 0 and 1.

exit status: 0, or 2 when a claim is refused: a rate above 100%, a part above its whole, a rate that no whole number of
people gives, figures that cannot be paired.
"""


def run(argv: list[str]) -> int:
    """Answer a claim, or each row of a file, and return the exit status: 2 when any is refused.

    Raises Refused for a claim, BadFile for a file that cannot be read; usage errors exit 2.
    """
    parser = arguments()
    asked = parser.parse_args(argv)
    if (asked.file is None) == (not asked.claim):
        parser.error("give a claim, or --file with a CSV of several, and not both")
    if asked.file is not None:
        return _run_file(asked)
    try:
        checked = check(claim_of(asked.claim), counts=COUNTS.get(asked.counts), measure=_measure(asked.measure))
    except Refused as reason:
        if asked.json:
            _print_json({"refused": str(reason)})
        raise
    if asked.json:
        _print_json(as_data(checked))
    else:
        _print_text(checked)
    return 0


def arguments() -> argparse.ArgumentParser:
    """Return the parser of the command line, from which its page is written too."""
    parser = argparse.ArgumentParser(
        prog="concerted claim",
        description="Say what follows from printed rates and counts of reoffending, and what does not: the whole "
        "numbers of people, what the counts can be, how a change splits, how sure it is, what one may honestly print.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "claim",
        nargs="*",
        metavar="CLAIM",
        help='a sentence as it stands in a newspaper, or one or two figures, the earlier first: "P%% of M" or "N of M"',
    )
    parser.add_argument("--file", type=Path, metavar="CSV", help="a CSV of several claims; see below for its columns")
    parser.add_argument(
        "--counts",
        choices=list(COUNTS),
        help="what the counts are, where you know it: everybody counted, or those who reoffended",
    )
    parser.add_argument(
        "--measure",
        choices=[measure.value for measure in Measure],
        help="the measure of the figures, where you know it: an implied cohort is held against England and Wales only "
        "in local-adult",
    )
    parser.add_argument("--json", action="store_true", help="print JSON with the keys that stand below")
    return parser


def _run_file(asked: argparse.Namespace) -> int:
    """Answer each row; print those that are refused with file, column, row and reason, and go on."""
    answers: list[dict[str, Any]] = []
    refused: list[dict[str, Any]] = []
    for row in rows_of(asked.file):
        try:
            checked = _checked(row, asked)
        except Refused as reason:
            refused.append({"row": row.number, "column": row.column, "reason": str(reason)})
            where = f"{asked.file.name}, column {row.column}, row {row.number}"
            print(f"concerted claim: {where}: {reason}", file=sys.stderr)
            continue
        if asked.json:
            answers.append({"row": row.number} | as_data(checked))
        else:
            print(f"== Row {row.number}: {checked.claim.text}\n")
            _print_text(checked)
            print()
    if asked.json:
        _print_json({"file": asked.file.name, "answers": answers, "refused": refused})
    return 2 if refused else 0


def _checked(row: Row, asked: argparse.Namespace) -> Checked:
    """Check a row, with what its own columns say before what the command line says."""
    if row.fault:
        raise Refused(row.fault)
    counts = COUNTS.get(row.counts or asked.counts)
    return check(claim_of(row.parts), counts=counts, measure=_measure(row.measure or asked.measure))


def _measure(said: str | None) -> Measure | None:
    return Measure(said) if said else None


def _print_json(data: dict[str, Any]) -> None:
    print(json.dumps(data, indent=2, ensure_ascii=False))


def _print_text(checked: Checked) -> None:
    """Print the answer; lines are broken for a terminal, and left whole for a file or another program."""
    width = min(100, shutil.get_terminal_size().columns) if sys.stdout.isatty() else 0
    for line in as_text(checked):
        print(textwrap.fill(line, width, subsequent_indent=" " * (len(line) - len(line.lstrip()))) if width else line)
