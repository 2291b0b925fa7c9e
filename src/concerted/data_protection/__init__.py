"""The data protection officer's room: who looked, breaches, retention and erasure, what people ask."""
