"""Hands a command over to one of Django's management commands, whose own parser declares the arguments."""

import argparse
import os

import django
from django.core.management import execute_from_command_line, load_command_class

_APP = "concerted.web"
_SETTINGS = "concerted.web.settings"


def handed_over(command: str, role: str, argv: list[str]) -> int:
    """Run a management command under a role of the database; 0 when it returns, Django's own exit code otherwise."""
    os.environ.setdefault("CONCERTED_ROLE", role)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", _SETTINGS)
    execute_from_command_line(["concerted", command, *argv])
    return 0


def declared(command: str, prog: str, description: str | None) -> argparse.ArgumentParser:
    """Return a parser with the arguments of a management command, without those that all of Django's share."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", _SETTINGS)
    django.setup()
    parser = argparse.ArgumentParser(prog=prog, description=description)
    load_command_class(_APP, command).add_arguments(parser)  # type: ignore[arg-type]  # asks for its own subclass
    return parser
