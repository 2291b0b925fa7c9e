"""The managed cohort, never without people chosen the same way who were not managed (S26)."""
