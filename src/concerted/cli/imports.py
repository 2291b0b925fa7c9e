"""`concerted import FILE ...`: import partners' files now, with progress in the terminal."""

import argparse

from concerted.cli.django_command import declared, handed_over


def run(argv: list[str]) -> int:
    """Import files; Django's own exit code when one is refused."""
    return handed_over("import_files", "engine", argv)


def arguments() -> argparse.ArgumentParser:
    """Return the parser of the command line, from which its page is written too."""
    return declared("import_files", "concerted import", __doc__)
