"""`concerted COMMAND ...`: finds the module of a command by its name and hands it the arguments."""

import importlib
import importlib.util
import sys
from typing import NamedTuple

from concerted.kernel.errors import ConcertedError


class Command(NamedTuple):
    """A command's module, loaded only when called, and the line that `concerted --help` shows."""

    module: str
    help: str
    needs_web: bool = False


COMMANDS = {
    "county": Command("concerted.cli.county", "make a synthetic county as the files that partners would send"),
    "link": Command("concerted.cli.link", "say which records are one person, or measure how well that works"),
    "rules": Command("concerted.cli.rules", "show a rule with its source, its file and its worked cases"),
    "measure": Command("concerted.cli.measure", "count a measure over tables of events"),
    "decompose": Command("concerted.cli.decompose", "split a change in a rate: who was counted, and what they did"),
    "compare": Command("concerted.cli.compare", "compare rates: two, areas, time, with people counted more than once"),
    "published": Command("concerted.cli.published", "give the official tables that come with the library"),
    "docs": Command("concerted.cli.docs", "write the pages of all commands from their code", True),
    "claim": Command("concerted.cli.claim", "check a printed claim about reoffending: what follows, and what does not"),
    "import": Command("concerted.cli.imports", "read a partner's file into the database", True),
    "engine": Command("concerted.cli.engine", "run the process that imports, links and measures", True),
    "database": Command("concerted.web.embedded.command", "start, stop or prepare the database", True),
    "access": Command("concerted.cli.access", "show, write or check the rights of the database", True),
    "audit": Command("concerted.cli.audit", "verify the audit trail, or seal what is not sealed yet", True),
    "manage": Command("concerted.cli.manage", "run one of Django's own commands", True),
    "start": Command("concerted.web.starting.command", "start the demonstration: database, county, both sites", True),
}


def found(module: str) -> bool:
    """Whether the module exists, without loading it (its parent folders are loaded)."""
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def usage() -> str:
    """The help text: one line for each command that this installation has."""
    lines = ["usage: concerted COMMAND [arguments]", "", "commands:"]
    lines += [f"  {name:<10} {command.help}" for name, command in COMMANDS.items() if found(command.module)]
    return "\n".join([*lines, "", "`concerted COMMAND --help` tells more about one command."])


def run(argv: list[str]) -> int:
    """Run the command that `argv` begins with and return its exit code.

    2 for an unknown command, a command that refuses, or one whose packages are not installed.
    """
    if not argv or argv[0] in ("-h", "--help", "help"):
        print(usage())
        return 0
    name, *rest = argv
    command = COMMANDS.get(name)
    if command is None or not found(command.module):
        print(f"concerted: there is no command {name!r}.\n\n{usage()}", file=sys.stderr)
        return 2
    try:
        code: int = importlib.import_module(command.module).run(rest)
    except ConcertedError as error:
        print(f"concerted {name}: {error}", file=sys.stderr)
        return 2
    except ModuleNotFoundError as error:
        if not command.needs_web or (error.name or "").startswith("concerted"):
            raise
        print(f"concerted {name} needs {error.name}: pip install 'concerted[web]'", file=sys.stderr)
        return 2
    return code


def main() -> None:
    """The entry point of the `concerted` script."""
    try:
        sys.exit(run(sys.argv[1:]))
    except KeyboardInterrupt:
        print("concerted: stopped.", file=sys.stderr)
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output has gone, `head` for one: nothing is left to say
        sys.exit(1)
