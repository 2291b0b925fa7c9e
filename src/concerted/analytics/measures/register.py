"""The measures of this package, found by looking: one module, one declaration named `MEASURE`."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import MappingProxyType

from concerted.analytics.measures.specification import Specification

PACKAGE = "concerted.analytics.measures"


@cache
def measures() -> Mapping[str, Specification]:
    """Return every declared measure by its code. Raises ValueError when a code is not its module's name."""
    found: dict[str, Specification] = {}
    for module in sorted(iter_modules([str(Path(__file__).parent)]), key=lambda module: module.name):
        if module.ispkg:
            continue
        declared = getattr(import_module(f"{PACKAGE}.{module.name}"), "MEASURE", None)
        if declared is None:
            continue
        if declared.code.replace("-", "_") != module.name:
            raise ValueError(f"The measure {declared.code} must stand in a module of its own name, not {module.name}.")
        found[declared.code] = declared
    return MappingProxyType(found)


def measure(code: str) -> Specification:
    """Return one measure. Raises LookupError naming the measures that exist."""
    try:
        return measures()[code]
    except KeyError:
        raise LookupError(f"There is no measure '{code}'; there are {', '.join(measures())}.") from None
