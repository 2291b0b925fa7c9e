"""The log of breaches."""
