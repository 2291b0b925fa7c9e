"""What did not load: the file that can be mended and sent again, and repairs that reach many rows."""

from concerted.exchange.quarantine.mending import mend_in_bulk
from concerted.exchange.quarantine.writing import write_rows_to_mend

__all__ = ["mend_in_bulk", "write_rows_to_mend"]
