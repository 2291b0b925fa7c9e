"""`concerted manage ...`: Django's own commands under this project's settings."""

import os

from django.core.management import execute_from_command_line


def run(argv: list[str]) -> int:
    """Run one of Django's commands; 0 when it returns, its own exit code otherwise."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "concerted.web.settings")
    execute_from_command_line(["concerted manage", *argv])
    return 0
