"""What each line of the demonstration's agreements opens, read from its file for the register of permissions."""

import tomllib
from importlib.resources import files

from concerted.access.categories import in_words
from concerted.access.register import Opened


def opened() -> list[Opened]:
    """Return the lines in the order of the file."""
    wanted = tomllib.loads(files("concerted.web.demonstration").joinpath("county.toml").read_text(encoding="utf-8"))
    names = {agency["code"]: agency["name"] for agency in wanted["agency"]}
    return [
        Opened(
            line["role"],
            names[line["to"]],
            names[giver],
            in_words(written.rstrip("*")) + (" (writes)" if written.endswith("*") else ""),
            line.get("purpose", agreement["purpose"]),
            "one person at a time" if line.get("request") else "all of it",
        )
        for agreement in wanted["agreement"]
        for line in agreement.get("line", [])
        for giver, categories in line["opens"].items()
        for written in categories
    ]
