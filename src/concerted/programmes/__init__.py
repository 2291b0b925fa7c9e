"""One folder a programme; none knows another."""
