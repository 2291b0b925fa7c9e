"""`concerted access [--write | --check]`: the rights of the database as they are declared, and whether it has them."""

import os

from django.core.management import execute_from_command_line


def run(argv: list[str]) -> int:
    """Print or write the rendered policies, or compare the database with the declarations; 1 where it differs."""
    os.environ.setdefault("CONCERTED_ROLE", "migrator")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "concerted.web.settings")
    execute_from_command_line(["concerted", "write_registers", *argv])
    return 0
