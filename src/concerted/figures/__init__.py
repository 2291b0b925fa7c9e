"""Aggregate cells: numbers without keys to people, the one place where the two spines meet."""
