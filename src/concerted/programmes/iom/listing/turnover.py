"""How new a list is: who was not on it a year before, and who has left it since."""

from collections.abc import Collection

import pyarrow as pa
import pyarrow.compute as pc


def turnover(now: pa.Table, then: pa.Table, least: Collection[float]) -> dict[str, dict[str, int]]:
    """Return, for each least likelihood (as text, "75"), how many are listed, new, left, and were listed a year ago.

    `listed` = `a_year_ago` + `new` - `left`. Tables have `person_id` and `percent`.
    """
    found = {}
    for percent in sorted(least, reverse=True):
        here, before = _from(now, percent), _from(then, percent)
        found[f"{percent:g}"] = {
            "listed": len(here),
            "new": len(here - before),
            "left": len(before - here),
            "a_year_ago": len(before),
        }
    return found


def _from(table: pa.Table, percent: float) -> set[str]:
    return set(table.filter(pc.greater_equal(table.column("percent"), percent)).column("person_id").to_pylist())
