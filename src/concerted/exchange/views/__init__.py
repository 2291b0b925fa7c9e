"""Pages of what agencies send: the list, one sending, what a feed expects, and the acts."""
