"""The districts of the county as partners write them: nine-character code or name."""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@cache
def district_codes() -> Mapping[str, str]:
    """Return the code of each district by its name and by the code itself (ONS, April 2024)."""
    text = files("concerted.places").joinpath("data/districts.csv").read_text("utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    by_name = {row["ltla24_name"]: row["ltla24_code"] for row in rows}
    return MappingProxyType(by_name | {row["ltla24_code"]: row["ltla24_code"] for row in rows})
