"""Every act that only this programme has: one act a module, one audit event each."""
