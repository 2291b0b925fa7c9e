"""Writes the registers that are generated from declarations of access, and checks the database against them."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from concerted.access.checking import problems
from concerted.access.policies import rendered
from concerted.access.register import permissions_page
from concerted.web.demonstration.opened import opened


class Command(BaseCommand):
    """Prints the policies; writes docs/policies.sql and docs/permissions.md; or checks a database."""

    help = "Print the rights of the database, write their registers, or check a database against them."
    requires_system_checks: list[str] = []  # noqa: RUF012

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what to do; without an option the policies are printed."""
        parser.add_argument("--write", action="store_true", help="write docs/policies.sql and docs/permissions.md")
        parser.add_argument("--check", action="store_true", help="compare the database with the declarations")
        parser.add_argument("--out", type=Path, default=Path("docs"), help="the folder to write into")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run. Raises CommandError where the database differs or the folder does not exist."""
        if options["check"]:
            found = problems("default")
            if found:
                raise CommandError("\n".join(["The database differs from the declarations:", *found]))
            self.stdout.write("The database has the rights that are declared.")
            return
        if not options["write"]:
            self.stdout.write(rendered())
            return
        folder: Path = options["out"]
        if not folder.is_dir():
            raise CommandError(f"There is no folder {folder}; run this where docs lies, or name it with --out.")
        for name, text in (("policies.sql", rendered()), ("permissions.md", permissions_page(opened()))):
            (folder / name).write_text(text, encoding="utf-8")
            self.stdout.write(f"wrote {folder / name}")
