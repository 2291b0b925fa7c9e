"""`concerted engine`: the process that loads the county when it is empty, then imports what agencies send."""

import argparse

from concerted.cli.django_command import declared, handed_over


def run(argv: list[str]) -> int:
    """Run the engine until it is stopped."""
    return handed_over("engine", "engine", argv)


def arguments() -> argparse.ArgumentParser:
    """Return the parser of the command line, from which its page is written too."""
    return declared("engine", "concerted engine", __doc__)
