"""`concerted import FILE ...`: import partners' files now, with progress in the terminal."""

import os

from django.core.management import execute_from_command_line


def run(argv: list[str]) -> int:
    """Import files; Django's own exit code when one is refused."""
    os.environ.setdefault("CONCERTED_ROLE", "engine")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "concerted.web.settings")
    execute_from_command_line(["concerted", "import_files", *argv])
    return 0
