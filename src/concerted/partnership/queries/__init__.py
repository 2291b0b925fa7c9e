"""Every reading of the partners' directory, for a viewer."""
