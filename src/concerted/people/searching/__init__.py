"""Search by normalised tokens, found by equality alone: the only kind of search that row security lets use an index."""
