"""The engine `fast`: one compiled pass over person-sorted columns, in as many threads as there are processors.

It knows the specification alone, not the statement, and gives the same tables as every other engine. A thread reads one
range of persons after another, so that memory stays that of a few ranges whatever the file. Files that are not sorted
by person are sorted range by range, and cost as many readings as there are ranges.
"""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from queue import Empty, SimpleQueue

import pyarrow as pa

from concerted.analytics.engines.cells import Cells, added, added_cells, added_times
from concerted.analytics.engines.extract import Extract
from concerted.analytics.engines.fast_following import Follower
from concerted.analytics.engines.fast_tally import CellTally, RepeatTally, Tally, TimeTally
from concerted.analytics.engines.shards import Shard, shards
from concerted.analytics.engines.starts import span_of_starts
from concerted.analytics.measures.specification import Specification

ROWS_A_SHARD = 1_000_000
"""Events of one range of persons."""


def cells(spec: Specification, extract: Extract, *, threads: int = 0, rows_a_shard: int = ROWS_A_SHARD) -> Cells:
    """Return the cells of a measure. Raises ValueError when its cohort needs a caseload and the extract has none.

    `threads` 0 means one for each processor.
    """
    return added_cells(_tallied(spec, extract, CellTally, threads, rows_a_shard))


def times(spec: Specification, extract: Extract, *, threads: int = 0, rows_a_shard: int = ROWS_A_SHARD) -> pa.Table:
    """Return, in `TIMES_SCHEMA`, after how many days the members of each cell first reoffended or were censored."""
    return added_times(_tallied(spec, extract, TimeTally, threads, rows_a_shard))


def repeats(
    spec: Specification,
    extract: Extract,
    *,
    ending: str,
    by: Sequence[str] = (),
    threads: int = 0,
    rows_a_shard: int = ROWS_A_SHARD,
) -> pa.Table:
    """Count, in the year that ends with a quarter, the persons who stand n times in a cell and reoffended r times.

    Columns: the dimensions of `by` (not quarter), n, r, persons; sorted.
    """
    parts = _tallied(spec, extract, partial(RepeatTally, ending=ending, by=by), threads, rows_a_shard)
    return added(parts, by=(*by, "n", "r"), counts=("persons",)).select([*by, "n", "r", "persons"])


def _tallied(
    spec: Specification,
    extract: Extract,
    tally: Callable[[Specification, Extract, Follower], Tally],
    threads: int,
    rows: int,
) -> list[pa.Table]:
    """Follow everybody in several threads, and return what the tally of each thread has counted."""
    span = span_of_starts(spec, extract)
    waiting: SimpleQueue[Shard] = SimpleQueue()
    cut = shards(extract.events, rows=rows)
    for shard in cut:
        waiting.put(shard)

    def work() -> pa.Table:
        follower = Follower(spec, extract, span)
        counted = tally(spec, extract, follower)
        while True:
            try:
                shard = waiting.get_nowait()
            except Empty:
                return counted.table()
            counted.add(follower.of(shard))

    number = min(threads or os.cpu_count() or 1, len(cut))
    with ThreadPoolExecutor(number) as pool:
        return [one.result() for one in [pool.submit(work) for _ in range(number)]]
