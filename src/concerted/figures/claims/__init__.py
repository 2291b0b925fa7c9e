"""The public page on which anybody checks a claim; it reads nothing, stores nothing and sets no cookie."""
