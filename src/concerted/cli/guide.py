"""What a command's page says beyond its parser: what it is for, examples that are run, files, answers, exit statuses.

One module of `guides/` holds the guide of one command, named `GUIDE`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from concerted.analytics.engines.tables import Table

PACKAGE = "concerted.cli.guides"
DONE = "done"
REFUSED = "refused, with what to mend on standard error; or arguments that cannot be read"


@dataclass(frozen=True, kw_only=True)
class Example:
    """A command as it is typed, with the sentence that stands before it.

    `starts` leaves the rest of the output out after so many lines; `varies` is a pattern whose matches are shown as an
    ellipsis; a command with `runs` false needs a running site, so that its arguments are read and nothing more.
    """

    says: str
    command: str
    starts: int | None = None
    varies: str | None = None
    runs: bool = True
    exit_status: int = 0


@dataclass(frozen=True, kw_only=True)
class InputFile:
    """A file that the command reads, by its argument: what one row is, and what each column means."""

    argument: str
    says: str
    columns: Mapping[str, str]
    table: Table | None = None


@dataclass(frozen=True, kw_only=True)
class Guide:
    """All that a page says beyond the parser; `files` are written to the folder in which the examples run."""

    command: str
    says: str
    examples: tuple[Example, ...]
    files: Mapping[str, str] = field(default_factory=dict)
    reads: tuple[InputFile, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    """The keys of `--json` and what each holds; `cells.rate` stands for the key `rate` of each of the cells."""
    exits: Mapping[int, str] = field(default_factory=lambda: {0: DONE, 2: REFUSED})


def guides() -> Mapping[str, Guide]:
    """Return every guide by its command, found by looking."""
    folder = Path(__file__).parent / "guides"
    found = [import_module(f"{PACKAGE}.{module.name}").GUIDE for module in iter_modules([str(folder)])]
    return {guide.command: guide for guide in sorted(found, key=lambda guide: guide.command)}
