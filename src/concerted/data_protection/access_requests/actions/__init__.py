"""What is done about requests: one act a module."""
