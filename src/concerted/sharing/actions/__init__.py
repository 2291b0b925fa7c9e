"""What is done in this room: one act a module."""
