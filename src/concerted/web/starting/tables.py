"""Run as a process of the tables' owner: brings the tables up to date, then sets the demonstration up, once."""

import sys

import django
from django.core.management import call_command


def main(arguments: list[str]) -> None:
    """Migrate, then set up; the arguments are those of `set_up`."""
    django.setup()
    call_command("migrate", database="migrator", interactive=False, verbosity=0)
    call_command("set_up", *arguments)


if __name__ == "__main__":
    main(sys.argv[1:])
