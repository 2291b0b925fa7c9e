"""Source records, links and persons, events, addresses; derived harm and likelihood; link review."""
