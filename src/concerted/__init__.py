"""Concerted: the shared case, harm and reoffending system for a county's community safety partners."""
