"""What did not load: the file that can be mended and sent again, and repairs that reach many rows."""

from concerted.exchange.quarantine.keeping import cells_to_keep, table_of_kept
from concerted.exchange.quarantine.mending import mend_in_bulk
from concerted.exchange.quarantine.writing import write_rows_to_mend

__all__ = ["cells_to_keep", "mend_in_bulk", "table_of_kept", "write_rows_to_mend"]
