"""The legal gateways that come with the product, as data with their sources."""

import tomllib
from datetime import date
from importlib.resources import files


def gateways() -> list[dict[str, str | bool | date]]:
    """Return the fields of each gateway, as gateways.toml states them."""
    text = files("concerted.partnership").joinpath("gateways.toml").read_text(encoding="utf-8")
    found: list[dict[str, str | bool | date]] = tomllib.loads(text)["gateway"]
    return found
