"""`concerted manage ...`: Django's own commands under this project's settings."""

import argparse
import os

from django.core.management import execute_from_command_line


def run(argv: list[str]) -> int:
    """Run one of Django's commands; 0 when it returns, its own exit code otherwise."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "concerted.web.settings")
    execute_from_command_line(["concerted manage", *argv])
    return 0


def arguments() -> argparse.ArgumentParser:
    """Return a parser that says what is handed to Django; Django itself reads it."""
    parser = argparse.ArgumentParser(prog="concerted manage", description=__doc__)
    parser.add_argument("command", nargs="?", help="one of Django's commands, `migrate` for one; without it, a list")
    parser.add_argument("arguments", nargs=argparse.REMAINDER, help="what the command takes")
    return parser
