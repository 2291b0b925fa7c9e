"""Files in and out: the machinery of feeds, checks and quarantine."""
