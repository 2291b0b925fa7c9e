"""Checking every cell of what was sent: the right rows become a typed table, each wrong cell a sentence."""

from concerted.exchange.checking.check import Checked, check
from concerted.exchange.checking.faults import FAULTS, BulkMend, Fault, as_faults, rows_to_mend
from concerted.exchange.checking.groups import FaultGroup, group_faults
from concerted.exchange.checking.limits import ASSUMED, Limits
from concerted.exchange.checking.look import Look

__all__ = [
    "ASSUMED",
    "FAULTS",
    "BulkMend",
    "Checked",
    "Fault",
    "FaultGroup",
    "Limits",
    "Look",
    "as_faults",
    "check",
    "group_faults",
    "rows_to_mend",
]
