"""The legal gateways and the templates of agreements that come with the product, as data."""

import tomllib
from datetime import date
from importlib.resources import files


def gateways() -> list[dict[str, str | bool | date]]:
    """Return the fields of each gateway, as gateways.toml states them."""
    text = files("concerted.partnership").joinpath("gateways.toml").read_text(encoding="utf-8")
    found: list[dict[str, str | bool | date]] = tomllib.loads(text)["gateway"]
    return found


def agreement_templates() -> list[dict[str, str]]:
    """Return the fields of each agreement to start from, as agreement_templates.toml states them."""
    text = files("concerted.partnership").joinpath("agreement_templates.toml").read_text(encoding="utf-8")
    found: list[dict[str, str]] = tomllib.loads(text)["template"]
    return found
