"""Cells of files that people open in a spreadsheet."""

import re

RUNS = re.compile(r"\s*[=+\-@\t\r＝＋－＠]")
"""How a cell begins that a spreadsheet might run as a formula, after spaces and in full width too."""


def shielded(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe stands before what might be one."""
    return f"'{cell}" if RUNS.match(cell) else cell
