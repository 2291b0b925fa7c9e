"""What `benchmarks/measures.py` measures: a history, engines over it, what analysts would write, and goals."""
