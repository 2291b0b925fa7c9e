"""Imports files from this machine, as the engine."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from concerted.exchange.importing.receive import receive_path
from concerted.exchange.importing.run import import_sending
from concerted.kernel.errors import BadFile


class Command(BaseCommand):
    """Queues each file for its feeds and imports it, one transaction a file."""

    help = "Import partners' files."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the files."""
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a file as its agency sends it")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, saying for each file what became of its rows; fail when one was refused."""
        refused = 0
        for path in options["files"]:
            try:
                sendings = receive_path(path)
            except (BadFile, OSError) as error:
                self.stderr.write(f"{path}: {error}")
                refused += 1
                continue
            for sending in sendings:
                done = import_sending(sending.id, self.stdout.write)
                if done is None or done.state != "loaded":
                    refused += 1
                    self.stderr.write(f"{path.name}: {done.message if done else 'another process is at it'}")
                else:
                    self.stdout.write(
                        f"{path.name} ({done.feed}): {done.rows_sent} rows sent, {done.rows_new} new, "
                        f"{done.rows_changed} changed, {done.rows_same} the same, {done.rows_waiting} wait to be mended"
                    )
        if refused:
            raise CommandError(f"{refused} of the files did not load; see above.", returncode=2)
