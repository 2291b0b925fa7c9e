"""What the analysts' ways to the proven measure share: the bands of age, and how their cells are compared."""

import pyarrow as pa

from concerted.analytics.engines.cells import SCHEMA, added_cells, cells_hash

BANDS = ((10, "10-14"), (15, "15-17"), (18, "18-20"), (21, "21-24"), (25, "25-29"), (30, "30-39"), (40, "40-49"))


def hash_of(table: pa.Table) -> str:
    """Return the hash of cells whose texts may be of another type than ours."""
    schema = pa.schema([SCHEMA.field(name) for name in table.column_names])
    return cells_hash(added_cells([table.cast(schema)]))
