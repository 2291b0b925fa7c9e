"""`concerted engine`, `concerted import`, `concerted set-up`: handed to Django, which needs its settings first."""

import os

from django.core.management import execute_from_command_line


def _django(role: str, command: str, argv: list[str]) -> int:
    os.environ.setdefault("CONCERTED_ROLE", role)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "concerted.web.settings")
    execute_from_command_line(["concerted", command, *argv])
    return 0


def run(argv: list[str]) -> int:
    """Run the engine: load the county when it is empty, then import what agencies send."""
    return _django("engine", "engine", argv)
