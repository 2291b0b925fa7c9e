"""Which rows of a table beside its total are hidden, so that none is about few people, not even by difference."""

from collections.abc import Mapping

from concerted.analytics.harm.concentration import Sum


def hidden(rows: Mapping[str, Sum], threshold: int) -> frozenset[str]:
    """Return the labels of rows that are not shown: those of fewer people than the threshold, nought included, and
    with them the smallest other row.

    A person may stand in several rows, so that people of hidden rows do not add: the further row alone holds enough
    people, and what a reader can work out from the total is about it and the small ones together.
    """
    small = frozenset(label for label, row in rows.items() if row.people < threshold)
    large = sorted((row.people, label) for label, row in rows.items() if label not in small)
    return small | {large[0][1]} if small and large else small
