"""Every change of figures: one act a module."""
