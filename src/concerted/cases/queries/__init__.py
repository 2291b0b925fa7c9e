"""Every reading of cases, for a viewer."""
