"""`concerted access [--write | --check]`: the rights of the database as they are declared, and whether it has them."""

import argparse

from concerted.cli.django_command import declared, handed_over


def run(argv: list[str]) -> int:
    """Print or write the rendered policies, or compare the database with the declarations; 1 where it differs."""
    return handed_over("write_registers", "migrator", argv)


def arguments() -> argparse.ArgumentParser:
    """Return the parser of the command line, from which its page is written too."""
    return declared("write_registers", "concerted access", __doc__)
