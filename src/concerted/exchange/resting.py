"""What the room says of an agreement that is about to end: the files that name it as theirs."""

from concerted.exchange.finding import feeds


def feeds_resting_on(agreement: str) -> list[str]:
    """Return the titles of the feeds whose declared agreement has a code."""
    return [feed.title for feed in feeds().values() if feed.agreement == agreement]
