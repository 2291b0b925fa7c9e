"""The stored list from which the panel chooses: who is on it, why, how new it is, what its harm rests on."""
