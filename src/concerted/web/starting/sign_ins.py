"""The demonstration's sign-ins, one for each role, from the file that loading the county leaves."""

import json
from collections.abc import Sequence
from pathlib import Path

from concerted.kernel.errors import ConcertedError
from concerted.web.embedded import folders


def file() -> Path:
    """The file that the demonstration step writes: a list of role, name, address, password."""
    return folders.home() / "sign_ins.json"


def read() -> list[dict[str, str]]:
    """The sign-ins. Raises ConcertedError before the county is loaded."""
    try:
        found: list[dict[str, str]] = json.loads(file().read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ConcertedError("There are no sign-ins yet: the county is not loaded. Run script/start.") from error
    return found


def table(found: Sequence[dict[str, str]]) -> str:
    """The sign-ins as aligned lines for a terminal."""
    keys = ("role", "name", "address", "password")
    widths = {key: max((len(row.get(key, "")) for row in found), default=0) for key in keys}
    return "\n".join("  " + "  ".join(row.get(key, "").ljust(widths[key]) for key in keys).rstrip() for row in found)
