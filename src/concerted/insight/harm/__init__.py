"""Harm: who and what does the most, of people together and never of a person."""
