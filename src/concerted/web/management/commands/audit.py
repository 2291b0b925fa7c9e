"""Seals and verifies the trail."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from concerted.audit.sealing import seal, verify


class Command(BaseCommand):
    """Verifies that events, leaves and roots belong together, or seals what waits."""

    help = "Verify the audit trail, or seal what is not sealed yet."
    requires_system_checks: list[str] = []  # noqa: RUF012

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what to do, and by which connection."""
        parser.add_argument("what", choices=["verify", "seal"])
        parser.add_argument("--database", default="default", help="the connection to use")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run. Raises CommandError that names each fault where the trail does not hold."""
        using = options["database"]
        if options["what"] == "seal":
            sealed = 0
            while done := seal(using=using):
                sealed += done
            self.stdout.write(f"{sealed} events sealed.")
            return
        faults = verify(using=using)
        if faults:
            raise CommandError("\n".join(["The audit trail does not hold:", *faults]))
        self.stdout.write("The audit trail is what was sealed.")
