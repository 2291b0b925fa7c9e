"""What may be shared, asked and opened: one decision a module."""
