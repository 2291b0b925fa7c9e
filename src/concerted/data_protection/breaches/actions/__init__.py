"""What is done with a breach: one act a module, each with one audit event."""
