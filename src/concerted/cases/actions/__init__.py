"""Every change to a case: one act a module."""
