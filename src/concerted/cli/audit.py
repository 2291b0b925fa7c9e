"""`concerted audit verify | seal`: whether the trail is what was sealed; seal what is not sealed yet."""

import argparse

from concerted.cli.django_command import declared, handed_over


def run(argv: list[str]) -> int:
    """Verify or seal the trail as the engine; Django's exit code 1 where the trail does not hold."""
    return handed_over("audit", "engine", argv)


def arguments() -> argparse.ArgumentParser:
    """Return the parser of the command line, from which its page is written too."""
    return declared("audit", "concerted audit", __doc__)
