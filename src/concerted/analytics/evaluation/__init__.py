"""What happened to chosen people, beside people chosen the same way: counts, ratios, and never a cause."""
