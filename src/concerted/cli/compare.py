"""`concerted compare`: fair comparison of rates, with intervals and usual ranges; no ranks, and never a cause."""

import argparse

from concerted.cli.answers import print_answer
from concerted.cli.comparing import adjusted, areas, editions, persons, rates, returns, time

ACTS = (rates, areas, time, persons, returns, adjusted, editions)


def run(argv: list[str]) -> int:
    """Run the command and return its exit code. Raises BadFile and Refused for what cannot be read or compared."""
    asked = arguments().parse_args(argv)
    print_answer(asked.answer(asked), as_json=asked.json, as_csv=asked.csv)
    return 0


def arguments() -> argparse.ArgumentParser:
    """Return the parser of the command line, from which its page is written too."""
    parser = argparse.ArgumentParser(prog="concerted compare", description=__doc__)
    acts = parser.add_subparsers(dest="act", required=True, metavar="ACT")
    for act in ACTS:
        act.add(acts)
    return parser
