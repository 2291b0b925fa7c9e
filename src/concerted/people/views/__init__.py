"""The pages of people and of their records."""
