"""Disclosure control: what of a table of cells may leave the partnership, and in which form."""

from concerted.analytics.disclosure.protection import protect
from concerted.analytics.disclosure.settings import Settings

__all__ = ["Settings", "protect"]
