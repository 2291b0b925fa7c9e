"""Reading what partners send: any file becomes a table of text with row numbers, or a `BadFile` that says why."""

from concerted.exchange.reading.read import read_file
from concerted.exchange.reading.sent import MOST, Most, Sent

__all__ = ["MOST", "Most", "Sent", "read_file"]
