"""What is done with agreements: one act a module."""
