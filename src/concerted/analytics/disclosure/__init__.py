"""Disclosure control: what of a table of cells may leave the partnership, and in which form."""

from concerted.analytics.disclosure.editions import Earlier
from concerted.analytics.disclosure.hiding import NotProved
from concerted.analytics.disclosure.protection import protect
from concerted.analytics.disclosure.settings import Settings
from concerted.analytics.disclosure.suppression import suppressed

__all__ = ["Earlier", "NotProved", "Settings", "protect", "suppressed"]
