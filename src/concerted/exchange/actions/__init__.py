"""What a data steward does with files and rows: one act a module, each with one audit event."""
