"""`concerted county`: writes an invented county as the files that partners would send, with the truth beside."""

import argparse
import json
import sys
from datetime import date, datetime
from pathlib import Path
from time import monotonic

from concerted.analytics.synthetic.calibration import calibrate
from concerted.analytics.synthetic.county import SMALLEST, make_county


def arguments() -> argparse.ArgumentParser:
    """Return the parser of the command line, from which its page is written too."""
    parser = argparse.ArgumentParser(prog="concerted county", description=__doc__)
    parser.add_argument("--seed", type=int, default=7, metavar="N", help="equal seeds give equal counties (default 7)")
    parser.add_argument(
        "--people", type=int, default=60_000, metavar="N", help="number of invented people (default 60000)"
    )
    parser.add_argument(
        "--out", type=Path, required=True, metavar="FOLDER", help="where to write; the truth goes to its folder truth"
    )
    parser.add_argument(
        "--as-at",
        type=date.fromisoformat,
        metavar="DATE",
        help="the county's present day, as 2026-11-01 (default today)",
    )
    return parser


def run(argv: list[str]) -> int:
    """Make a county; return 0, or 2 where the arguments cannot be used."""
    options = arguments().parse_args(argv)
    if options.people < SMALLEST:
        print(f"concerted county: --people must be at least {SMALLEST}", file=sys.stderr)
        return 2
    as_at: date = options.as_at or datetime.now().astimezone().date()
    begun = monotonic()

    def say(line: str) -> None:
        print(f"{monotonic() - begun:6.1f} s  {line}", flush=True)

    try:
        make_county(seed=options.seed, people=options.people, as_at=as_at, out=options.out, say=say)
    except OSError as problem:
        print(f"concerted county: cannot write to {options.out}: {problem.strerror}", file=sys.stderr)
        return 2
    truth = options.out / "truth"
    prevented = json.loads((truth / "iom.json").read_text(encoding="utf-8"))["offences_prevented"]
    for line in calibrate(truth, as_at, prevented=prevented).lines():
        print(line)
    return 0
