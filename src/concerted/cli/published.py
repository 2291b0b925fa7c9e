"""`concerted published`: official tables that come with the library, to practise on and to check figures against."""

import argparse
import sys
from pathlib import Path

from concerted.analytics.published import PUBLISHED, path
from concerted.kernel.errors import Refused


def run(argv: list[str]) -> int:
    """List the tables, or give one. Raises Refused for an unknown name and for a file that cannot be written."""
    asked = arguments().parse_args(argv)
    if asked.name is None:
        for table in PUBLISHED.values():
            print(f"{table.name}\n  {table.title}\n  {table.source}; {table.licence}")
        return 0
    text = path(asked.name).read_text("utf-8")
    if asked.out is None:
        sys.stdout.write(text)
        return 0
    try:
        asked.out.write_text(text, "utf-8")
    except OSError as error:
        raise Refused(f"{asked.out} cannot be written: {error.strerror}.") from None
    table = PUBLISHED[asked.name]
    print(f"{asked.out}: {table.title}. {table.source}; {table.licence}.", file=sys.stderr)
    return 0


def arguments() -> argparse.ArgumentParser:
    """Return the parser of the command line, from which its page is written too."""
    parser = argparse.ArgumentParser(prog="concerted published", description=__doc__)
    parser.add_argument("name", nargs="?", metavar="NAME", help="the table; without it, all are listed")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the CSV here and not to standard output")
    return parser
