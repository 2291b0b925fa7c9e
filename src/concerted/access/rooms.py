"""Finds what rooms offer by a module name such as `today.py`, so that no lower room names an upper one."""

from concerted.partnership.rooms import offering

__all__ = ["offering"]
