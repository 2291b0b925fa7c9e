"""The engine's process."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from concerted.web.engine.loop import serve


class Command(BaseCommand):
    """Loads the county when it is empty, then imports what agencies send for as long as it runs."""

    help = "Load the county, then import, link and measure what agencies send."
    requires_system_checks: list[str] = []  # noqa: RUF012

    def add_arguments(self, parser: CommandParser) -> None:
        """Take how many people to invent, and whether to stop when nothing waits."""
        parser.add_argument("--people", type=int, default=60_000, help="people to invent when the county is empty")
        parser.add_argument("--once", action="store_true", help="stop when nothing waits")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run."""
        serve(options["people"], once=options["once"])
