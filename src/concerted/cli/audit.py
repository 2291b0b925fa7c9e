"""`concerted audit verify | seal`: whether the trail is what was sealed; seal what is not sealed yet."""

import os

from django.core.management import execute_from_command_line


def run(argv: list[str]) -> int:
    """Verify or seal the trail as the engine; Django's exit code 1 where the trail does not hold."""
    os.environ.setdefault("CONCERTED_ROLE", "engine")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "concerted.web.settings")
    execute_from_command_line(["concerted", "audit", *argv])
    return 0
