"""A shield that keeps a spreadsheet from running a cell as a formula, and comes off without a trace.

A cell that a spreadsheet might run begins with = + - @ (or their wide forms) after any spaces, or with a tab or
return. It gets an apostrophe in front. A cell that already looks shielded gets one more, so that taking one off
always gives the first text back.
"""

import pyarrow as pa
import pyarrow.compute as pc

_RUNS = r"'*(?:[\t\r]|\s*[=+\-@＝＋－＠])"
_ROW = "row"


def shield(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return the texts, with an apostrophe before those that a spreadsheet might run."""
    return pc.replace_substring_regex(column, rf"^({_RUNS})", r"'\1")


def unshield(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return the texts as they were before `shield`."""
    return pc.replace_substring_regex(column, rf"^'({_RUNS})", r"\1")


def unshielded(table: pa.Table) -> pa.Table:
    """Return a table of texts as they were before `shield`; the row numbers stay."""
    arrays = [table[name] if name == _ROW else unshield(table[name]) for name in table.column_names]
    return pa.table(arrays, names=table.column_names)
