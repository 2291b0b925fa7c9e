"""Splits of a change into who was counted and what they did: of numbers, never of causes."""
