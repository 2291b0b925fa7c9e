"""One repair for many rows: the value that was likely meant, put into every row that has the same fault."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from concerted.exchange.checking.faults import BulkMend
from concerted.exchange.reading.sent import ROW


def mend_in_bulk(quarantined: pa.Table, faults: pa.Table, repair: BulkMend) -> pa.Table:
    """Return the rows as sent with the suggested value in each cell that has it as its suggestion.

    `quarantined` has the shape of `Sent.table`. Every other cell stays; the caller checks the rows again.
    """
    meant = pc.and_(pc.equal(faults["column"], repair.column), pc.equal(faults["suggestion"], repair.suggestion))
    rows = faults.filter(meant)["row"].combine_chunks()
    reached = pc.is_in(quarantined[ROW], value_set=rows)
    index = quarantined.schema.get_field_index(repair.column)
    mended = pc.if_else(reached, pa.scalar(repair.suggestion, pa.string()), quarantined[repair.column])
    return quarantined.set_column(index, repair.column, mended)


def rows_of(table: pa.Table, rows: pa.Array) -> pa.Table:
    """Return the rows of a table as sent that have these row numbers."""
    keep = np.asarray(pc.is_in(table[ROW], value_set=rows))
    return table.filter(pa.array(keep))
