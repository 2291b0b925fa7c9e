"""The engines by name; the module of one is loaded only when it is asked for, for some need packages of their own."""

from collections.abc import Sequence
from importlib import import_module
from typing import Protocol, cast

import pyarrow as pa

from concerted.analytics.engines.cells import Cells
from concerted.analytics.engines.extract import Extract
from concerted.analytics.measures.specification import Specification
from concerted.kernel.errors import Refused

ENGINES = {
    "shards": "concerted.analytics.engines.duckdb_shards",
    "fast": "concerted.analytics.engines.fast",
    "spark": "concerted.analytics.engines.spark",
    "referee": "concerted.analytics.engines.referee",
}
"""Names and modules; the first is the default."""


class Engine(Protocol):
    """What every engine can do; all give the same tables for the same extract. Each may take options of its own."""

    def cells(self, spec: Specification, extract: Extract) -> Cells:
        """Return the cells of a measure. Raises ValueError when it needs a caseload and the extract has none."""

    def times(self, spec: Specification, extract: Extract) -> pa.Table:
        """Return, in `TIMES_SCHEMA`, after how many days members first reoffended or were censored."""

    def repeats(self, spec: Specification, extract: Extract, *, ending: str, by: Sequence[str] = ()) -> pa.Table:
        """Count, in the year that ends with a quarter, persons by how often they stand in a cell and reoffended."""


def engine(name: str) -> Engine:
    """Return an engine. Raises Refused for an unknown name, or when the packages that it needs are not installed."""
    if name not in ENGINES:
        raise Refused(f"There is no engine '{name}'; there are {', '.join(ENGINES)}.")
    return cast(Engine, import_module(ENGINES[name]))
