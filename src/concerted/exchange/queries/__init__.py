"""What pages read of sendings, feeds and quarantine, for a viewer."""
