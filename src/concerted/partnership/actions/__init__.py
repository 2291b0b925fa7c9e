"""Every change to the partners' directory: one act a module."""
