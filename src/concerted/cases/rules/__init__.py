"""What may be done with a case: one decision a module."""
