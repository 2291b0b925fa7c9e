"""`concerted audit verify | seal | checkpoint | key | consistency`: whether the trail is what was sealed and signed."""

import argparse
import importlib

from concerted.cli import consistency

DJANGO = "concerted.cli.django_command"
"""Loaded only for what needs the database: a partner compares two checkpoints without either."""


def run(argv: list[str]) -> int:
    """Run as the engine, or compare two checkpoints; 1 where the trail does not hold."""
    if argv[:1] == ["consistency"]:
        return consistency.run(argv[1:])
    code: int = importlib.import_module(DJANGO).handed_over("audit", "engine", argv)
    return code


def arguments() -> argparse.ArgumentParser:
    """Return the parser of the command line, from which its page is written too."""
    parser: argparse.ArgumentParser = importlib.import_module(DJANGO).declared("audit", "concerted audit", __doc__)
    (acts,) = (action for action in parser._actions if isinstance(action, argparse._SubParsersAction))
    consistency.add_arguments(acts.add_parser("consistency", help="say whether a checkpoint continues one you kept"))
    return parser
